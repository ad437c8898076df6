"""Step 2: the registers complete: more fields, lines of people, papers of the year."""

SQL: tuple[str, ...] = (
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "degree_authenticated" BOOL
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "marital_status" TEXT
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "chinese_level" TEXT
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "related_years" NUMERIC
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "vetted_on" TEXT
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "outside_work" TEXT
    """,
    """
ALTER TABLE "foreign_teacher" ADD COLUMN "emergency_abroad" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "left_for" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "release_signed_on" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "signed_on" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "probation_until" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "notice_days" NUMERIC
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "housing_terms" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "airfare_terms" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "insurance_terms" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "holiday_terms" TEXT
    """,
    """
ALTER TABLE "engagement" ADD COLUMN "incidents" NUMERIC
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "entered_on" TEXT
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "stay_until" TEXT
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "applied_on" TEXT
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "authenticated" BOOL
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "post_on_permit" TEXT
    """,
    """
ALTER TABLE "teacher_document" ADD COLUMN "cancelled_on" TEXT
    """,
    """
ALTER TABLE "evaluation" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "work_experience" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "teacher_id" INTEGER, "worked_from" TEXT,
"worked_until" TEXT, "employer" TEXT, "post" TEXT, "is_related" INTEGER, FOREIGN KEY
("teacher_id") REFERENCES "foreign_teacher" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "work_experience_retired_at" ON "work_experience" ("retired_at")
    """,
    """
CREATE INDEX "work_experience_teacher_id" ON "work_experience" ("teacher_id")
    """,
    """
CREATE TABLE "teacher_lodging" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "address" TEXT, "lived_from" TEXT,
"lived_until" TEXT, "registered_on" TEXT, "police_station" TEXT, "receipt_no" TEXT,
"off_campus" INTEGER, "permitted_on" TEXT, "landlord" TEXT, "landlord_phone" TEXT,
"teacher_id" INTEGER, FOREIGN KEY ("teacher_id") REFERENCES "foreign_teacher" ("id") ON DELETE
RESTRICT)
    """,
    """
CREATE INDEX "teacher_lodging_retired_at" ON "teacher_lodging" ("retired_at")
    """,
    """
CREATE INDEX "teacher_lodging_teacher_id" ON "teacher_lodging" ("teacher_id")
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "marital_status" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "native_language" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "degree" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "attention" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "counsellor" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "outside_work" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "guardian_commissioned_on" TEXT
    """,
    """
ALTER TABLE "international_student" ADD COLUMN "emergency_abroad" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "intake" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "registered_on" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "tuition" NUMERIC
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "graduated_on" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "exit_reported_on" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "admission_no" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "admitted_from" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "admitted_until" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "jw_from" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "jw_until" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "letter_from" TEXT
    """,
    """
ALTER TABLE "enrolment" ADD COLUMN "letter_until" TEXT
    """,
    """
ALTER TABLE "student_document" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "student_document" ADD COLUMN "entered_on" TEXT
    """,
    """
ALTER TABLE "student_document" ADD COLUMN "stay_until" TEXT
    """,
    """
ALTER TABLE "student_document" ADD COLUMN "applied_on" TEXT
    """,
    """
ALTER TABLE "student_document" ADD COLUMN "authenticated" BOOL
    """,
    """
ALTER TABLE "student_document" ADD COLUMN "annotation" TEXT
    """,
    """
ALTER TABLE "scholarship" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "scholarship" ADD COLUMN "term" TEXT
    """,
    """
ALTER TABLE "scholarship" ADD COLUMN "source" TEXT
    """,
    """
CREATE TABLE "student_lodging" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "address" TEXT, "lived_from" TEXT,
"lived_until" TEXT, "registered_on" TEXT, "police_station" TEXT, "receipt_no" TEXT,
"off_campus" INTEGER, "permitted_on" TEXT, "landlord" TEXT, "landlord_phone" TEXT,
"student_id" INTEGER, FOREIGN KEY ("student_id") REFERENCES "international_student" ("id") ON
DELETE RESTRICT)
    """,
    """
CREATE INDEX "student_lodging_retired_at" ON "student_lodging" ("retired_at")
    """,
    """
CREATE INDEX "student_lodging_student_id" ON "student_lodging" ("student_id")
    """,
    """
CREATE TABLE "status_change" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "student_id" INTEGER, "happened_on" TEXT,
"kind" TEXT, "document_no" TEXT, "reason" TEXT, FOREIGN KEY ("student_id") REFERENCES
"international_student" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "status_change_retired_at" ON "status_change" ("retired_at")
    """,
    """
CREATE INDEX "status_change_student_id" ON "status_change" ("student_id")
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "born_on" TEXT
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "passport_no" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "placement" ADD COLUMN "level" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "approved_on" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "fees_paid" BOOL
    """,
    """
ALTER TABLE "placement" ADD COLUMN "failed_courses" NUMERIC
    """,
    """
ALTER TABLE "placement" ADD COLUMN "parent_consent_on" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "pledge_on" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "insurance_no" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "insurance_until" TEXT
    """,
    """
ALTER TABLE "placement" ADD COLUMN "reported_on" TEXT
    """,
    """
CREATE TABLE "credit_transfer" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "student_id" INTEGER, "host_course" TEXT,
"host_hours" NUMERIC, "host_credits" NUMERIC, "host_grade" TEXT, "own_course" TEXT,
"own_course_code" TEXT, "own_hours" NUMERIC, "own_credits" NUMERIC, "own_grade" TEXT,
"is_ideological" INTEGER, "applied_on" TEXT, "decision" TEXT, "reason" TEXT, FOREIGN KEY
("student_id") REFERENCES "outbound_student" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "credit_transfer_retired_at" ON "credit_transfer" ("retired_at")
    """,
    """
CREATE INDEX "credit_transfer_student_id" ON "credit_transfer" ("student_id")
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "is_academic" BOOL
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "degree" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "surname_pinyin" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "given_name_pinyin" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "birthplace" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "ethnicity" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "domicile" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "health" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "email" TEXT
    """,
    """
ALTER TABLE "staff_member" ADD COLUMN "declassified_on" TEXT
    """,
    """
ALTER TABLE "staff_travel_document" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "family_member" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "staff_member_id" INTEGER, "relation"
TEXT, "name" TEXT, "born_on" TEXT, "political_status" TEXT, "work" TEXT, "residence" TEXT,
"foreign_status" TEXT, FOREIGN KEY ("staff_member_id") REFERENCES "staff_member" ("id") ON
DELETE RESTRICT)
    """,
    """
CREATE INDEX "family_member_retired_at" ON "family_member" ("retired_at")
    """,
    """
CREATE INDEX "family_member_staff_member_id" ON "family_member" ("staff_member_id")
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "academic_note" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "expected_outcome" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "deviation_note" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "applied_on" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "approved_by" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "plan_change" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "off_plan_reason" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "secrecy_reviewed_on" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "publicity_objection" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "objection_note" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "result_publicised_from" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "result_publicised_until" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "briefed_on" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "briefed_by" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "papers_collected_on" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "settled_on" TEXT
    """,
    """
ALTER TABLE "outbound_trip" ADD COLUMN "archived_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "left_home_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "came_home_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "travel_document_id" INTEGER REFERENCES
"staff_travel_document" ("id") ON DELETE RESTRICT
    """,
    """
CREATE INDEX "trip_member_travel_document_id" ON "trip_member" ("travel_document_id")
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "document_taken_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "document_returned_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "record_filed_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "pledge_on" TEXT
    """,
    """
ALTER TABLE "trip_member" ADD COLUMN "with_family" BOOL
    """,
    """
ALTER TABLE "trip_leg" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "trip_leg" ADD COLUMN "flight_inconvenient" BOOL
    """,
    """
ALTER TABLE "schedule_item" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "budget_line" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "budget_line" ADD COLUMN "spent" INTEGER
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "invited_on" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "applied_on" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "approved_on" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "needs_visa" BOOL
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "funding" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "cost" INTEGER
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "reported_to_police" BOOL
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "venue" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "companions" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "minutes_on" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "archived_on" TEXT
    """,
    """
ALTER TABLE "visitor" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "invitation" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "letter_no" TEXT, "visit_id" INTEGER, "invitee"
TEXT, "sex" TEXT, "born_on" TEXT, "nationality" TEXT, "passport_no" TEXT, "unit" TEXT,
"position" TEXT, "purpose" TEXT, "arrives_on" TEXT, "leaves_on" TEXT, "cities" TEXT,
"cost_borne_by" TEXT, "visa_kind" TEXT, "applied_on" TEXT, "approved_on" TEXT, "invited_on"
TEXT, "valid_until" TEXT, FOREIGN KEY ("visit_id") REFERENCES "inbound_visit" ("id") ON DELETE
RESTRICT)
    """,
    """
CREATE INDEX "invitation_retired_at" ON "invitation" ("retired_at")
    """,
    """
CREATE INDEX "invitation_visit_id" ON "invitation" ("visit_id")
    """,
    """
CREATE TABLE "gift" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT NULL,
"inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "direction" TEXT, "title" TEXT, "happened_on"
TEXT, "quantity" NUMERIC, "unit_value" INTEGER, "party" TEXT, "country" TEXT, "occasion" TEXT,
"visit_id" INTEGER, "trip_id" INTEGER, "handled_by" TEXT, "handed_in_on" TEXT, "disposal"
TEXT, "approved" INTEGER, FOREIGN KEY ("visit_id") REFERENCES "inbound_visit" ("id") ON DELETE
RESTRICT, FOREIGN KEY ("trip_id") REFERENCES "outbound_trip" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "gift_retired_at" ON "gift" ("retired_at")
    """,
    """
CREATE INDEX "gift_visit_id" ON "gift" ("visit_id")
    """,
    """
CREATE INDEX "gift_trip_id" ON "gift" ("trip_id")
    """,
    """
ALTER TABLE "event" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "event" ADD COLUMN "applied_on" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "approval_no" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "reported_to_police" BOOL
    """,
    """
ALTER TABLE "event" ADD COLUMN "foreign_title" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "conference_kind" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "co_host" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "foreign_countries" NUMERIC
    """,
    """
ALTER TABLE "event" ADD COLUMN "background" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "leader" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "languages" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "platform" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "funding" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "foreign_funded" BOOL
    """,
    """
ALTER TABLE "event" ADD COLUMN "archived_on" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "participant" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "partner_school" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "partner_school" ADD COLUMN "address" TEXT
    """,
    """
ALTER TABLE "partner_school" ADD COLUMN "level" TEXT
    """,
    """
CREATE TABLE "partner_contact" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "partner_id" INTEGER, "name" TEXT,
"position" TEXT, "email" TEXT, "phone" TEXT, "language" TEXT, FOREIGN KEY ("partner_id")
REFERENCES "partner_school" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "partner_contact_retired_at" ON "partner_contact" ("retired_at")
    """,
    """
CREATE INDEX "partner_contact_partner_id" ON "partner_contact" ("partner_id")
    """,
    """
CREATE TABLE "partner_alias" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "partner_id" INTEGER, "words" TEXT,
"learned_on" TEXT, FOREIGN KEY ("partner_id") REFERENCES "partner_school" ("id") ON DELETE
RESTRICT)
    """,
    """
CREATE INDEX "partner_alias_retired_at" ON "partner_alias" ("retired_at")
    """,
    """
CREATE INDEX "partner_alias_partner_id" ON "partner_alias" ("partner_id")
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "effective_on" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "notice_days" NUMERIC
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "languages" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "legal_reviewed_on" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "approved_on" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "authorised_on" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "filed_on" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "archive_no" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "kind" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "address" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "approver" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "approval_valid_until" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "agreement_valid_until" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "level" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "years" NUMERIC
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "recruitment" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "sessions" NUMERIC
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "certificates" TEXT
    """,
    """
CREATE TABLE "programme_count" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "programme_id" INTEGER, "counted_on"
TEXT, "student_count" NUMERIC, "recruited" NUMERIC, "graduated" NUMERIC, FOREIGN KEY
("programme_id") REFERENCES "joint_programme" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "programme_count_retired_at" ON "programme_count" ("retired_at")
    """,
    """
CREATE INDEX "programme_count_programme_id" ON "programme_count" ("programme_id")
    """,
    """
CREATE TABLE "programme_course" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "programme_id" INTEGER, "title" TEXT,
"kind" TEXT, "origin" TEXT, "hours" NUMERIC, "taught_by_partner" INTEGER, "partner_hours"
NUMERIC, FOREIGN KEY ("programme_id") REFERENCES "joint_programme" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "programme_course_retired_at" ON "programme_course" ("retired_at")
    """,
    """
CREATE INDEX "programme_course_programme_id" ON "programme_course" ("programme_id")
    """,
    """
ALTER TABLE "overseas_site" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "overseas_site" ADD COLUMN "approval_no" TEXT
    """,
    """
ALTER TABLE "overseas_site" ADD COLUMN "years" NUMERIC
    """,
    """
ALTER TABLE "overseas_site" ADD COLUMN "graduates" NUMERIC
    """,
    """
ALTER TABLE "overseas_site" ADD COLUMN "teacher_days" NUMERIC
    """,
    """
ALTER TABLE "overseas_site" ADD COLUMN "investment" INTEGER
    """,
    """
CREATE TABLE "site_count" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "site_id" INTEGER, "counted_on" TEXT,
"student_count" NUMERIC, "trained" NUMERIC, "training_person_days" NUMERIC, "teachers_sent"
NUMERIC, "teacher_days" NUMERIC, FOREIGN KEY ("site_id") REFERENCES "overseas_site" ("id") ON
DELETE RESTRICT)
    """,
    """
CREATE INDEX "site_count_retired_at" ON "site_count" ("retired_at")
    """,
    """
CREATE INDEX "site_count_site_id" ON "site_count" ("site_id")
    """,
    """
ALTER TABLE "adoption" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "adoption" ADD COLUMN "achievement_no" TEXT
    """,
    """
ALTER TABLE "adoption" ADD COLUMN "certified_by" TEXT
    """,
    """
ALTER TABLE "overseas_post" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "overseas_post" ADD COLUMN "organisation_level" TEXT
    """,
    """
ALTER TABLE "overseas_post" ADD COLUMN "approved_on" TEXT
    """,
    """
ALTER TABLE "competition_award" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "competition_award" ADD COLUMN "teachers" TEXT
    """,
    """
ALTER TABLE "competition_award" ADD COLUMN "organiser" TEXT
    """,
    """
ALTER TABLE "competition_award" ADD COLUMN "level" TEXT
    """,
    """
CREATE TABLE "ngo_activity" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "ngo_name" TEXT, "ngo_foreign_name" TEXT,
"country" TEXT, "body_kind" TEXT, "kind" TEXT, "title" TEXT, "content" TEXT, "chinese_partner"
TEXT, "place" TEXT, "begins_on" TEXT, "ends_on" TEXT, "department" TEXT, "people" NUMERIC,
"amount" INTEGER, "currency" TEXT, "original_amount" NUMERIC, "rate" NUMERIC, "supervisor"
TEXT, "approved_on" TEXT, "approval_no" TEXT, "filed_on" TEXT, "filing_no" TEXT,
"report_filed_on" TEXT, "risk" TEXT, "archived_on" TEXT)
    """,
    """
CREATE INDEX "ngo_activity_retired_at" ON "ngo_activity" ("retired_at")
    """,
    """
CREATE TABLE "plan_target" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "plan" TEXT, "serial" NUMERIC, "title"
TEXT, "unit" TEXT, "kind" TEXT, "base_year" NUMERIC, "base_value" NUMERIC, "target_year"
NUMERIC, "target_value" NUMERIC, "basis" TEXT, "figure" TEXT, "divide_by" NUMERIC, "is_stock"
INTEGER)
    """,
    """
CREATE INDEX "plan_target_retired_at" ON "plan_target" ("retired_at")
    """,
    """
CREATE TABLE "target_value" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "target_id" INTEGER, "year" NUMERIC,
"value" NUMERIC, "note" TEXT, FOREIGN KEY ("target_id") REFERENCES "plan_target" ("id") ON
DELETE RESTRICT)
    """,
    """
CREATE INDEX "target_value_retired_at" ON "target_value" ("retired_at")
    """,
    """
CREATE INDEX "target_value_target_id" ON "target_value" ("target_id")
    """,
    """
CREATE TABLE "work_task" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "year" NUMERIC, "serial" NUMERIC, "title" TEXT,
"leader" TEXT, "lead_office" TEXT, "helping_offices" TEXT, "units" TEXT, "due_on" TEXT,
"figure" TEXT)
    """,
    """
CREATE INDEX "work_task_retired_at" ON "work_task" ("retired_at")
    """,
    """
CREATE TABLE "quarter_progress" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "task_id" INTEGER, "quarter" TEXT, "done"
TEXT, "evidence" TEXT, "problems_met" TEXT, "next_steps" TEXT, "state" TEXT, "reporter" TEXT,
"reported_on" TEXT, FOREIGN KEY ("task_id") REFERENCES "work_task" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "quarter_progress_retired_at" ON "quarter_progress" ("retired_at")
    """,
    """
CREATE INDEX "quarter_progress_task_id" ON "quarter_progress" ("task_id")
    """,
    """
CREATE TABLE "daily_report" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "day" TEXT, "person_kind" TEXT,
"registered" NUMERIC, "on_campus" NUMERIC, "in_province" NUMERIC, "other_provinces" NUMERIC,
"abroad" NUMERIC, "entered" NUMERIC, "returned" NUMERIC, "on_leave" NUMERIC, "abnormal"
NUMERIC, "expiring" NUMERIC, "is_zero" INTEGER, "reporter" TEXT, "checked_by" TEXT)
    """,
    """
CREATE INDEX "daily_report_retired_at" ON "daily_report" ("retired_at")
    """,
    """
ALTER TABLE "typed_value" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "draft_paragraph" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "filing" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "issued_paper" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "export_log" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "left_on" TEXT, "at_time" TEXT, "what" TEXT,
"profile" TEXT, "receiver" TEXT, "people" NUMERIC, "columns" TEXT, "is_masked" INTEGER,
"reason" TEXT, "file_name" TEXT, "file_digest" TEXT, "state" TEXT)
    """,
    """
CREATE INDEX "export_log_retired_at" ON "export_log" ("retired_at")
    """,
    """
ALTER TABLE "column_mapping" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "extra_column" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "register" TEXT, "name" TEXT, "kind"
TEXT, "options" TEXT, "place" NUMERIC)
    """,
    """
CREATE INDEX "extra_column_retired_at" ON "extra_column" ("retired_at")
    """,
    """
ALTER TABLE "distinct" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "attachment" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "holder_entity" TEXT, "holder_id" NUMERIC,
"paper" TEXT, "title" TEXT, "file_name" TEXT, "digest" TEXT, "size" NUMERIC, "media_type"
TEXT, "pages" NUMERIC, "dated_on" TEXT, "is_original" INTEGER)
    """,
    """
CREATE INDEX "attachment_retired_at" ON "attachment" ("retired_at")
    """,
    """
CREATE INDEX "attachment_holder_entity_holder_id" ON "attachment" ("holder_entity",
"holder_id")
    """,
    """
CREATE INDEX "attachment_digest" ON "attachment" ("digest")
    """,
    """
ALTER TABLE "check_answer" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
ALTER TABLE "calendar_day" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
    """
CREATE TABLE "rule_parameter" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "rule" TEXT, "parameter" TEXT, "value"
TEXT, "source" TEXT, "reason" TEXT, "decided_on" TEXT)
    """,
    """
CREATE INDEX "rule_parameter_retired_at" ON "rule_parameter" ("retired_at")
    """,
    """
CREATE TABLE "subsistence_rate" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "country" TEXT, "cities" TEXT, "currency"
TEXT, "lodging" NUMERIC, "meals" NUMERIC, "misc" NUMERIC, "source" TEXT, "effective_from"
TEXT)
    """,
    """
CREATE INDEX "subsistence_rate_retired_at" ON "subsistence_rate" ("retired_at")
    """,
    """
ALTER TABLE "office_profile" ADD COLUMN "inapplicable" TEXT NOT NULL DEFAULT '{}'
    """,
)
"""New tables and columns."""

MOVES: tuple[str, ...] = (
    """
INSERT INTO "family_member" ("staff_member_id", "relation", "name", "remarks", "extra",
"inapplicable", "search_key", "created_at", "changed_at") SELECT "id", '家庭成员', '（见备注）',
"family", '{}', '{}', '', "changed_at", "changed_at" FROM "staff_member" WHERE "family" IS NOT
NULL
    """,
    """
ALTER TABLE "staff_member" DROP COLUMN "family"
    """,
    """
INSERT INTO "partner_contact" ("partner_id", "name", "email", "phone", "extra",
"inapplicable", "search_key", "created_at", "changed_at") SELECT "id",
COALESCE("contact_name", '（未填）'), "contact_email", "contact_phone", '{}', '{}',
COALESCE("contact_name", ''), "changed_at", "changed_at" FROM "partner_school" WHERE
"contact_name" IS NOT NULL OR "contact_email" IS NOT NULL OR "contact_phone" IS NOT NULL
    """,
    """
ALTER TABLE "partner_school" DROP COLUMN "contact_name"
    """,
    """
ALTER TABLE "partner_school" DROP COLUMN "contact_email"
    """,
    """
ALTER TABLE "partner_school" DROP COLUMN "contact_phone"
    """,
)
"""What one field held and lines hold now."""
