"""Step 1: the tables of the first release."""

SQL: tuple[str, ...] = (
    """
CREATE TABLE "batch" ("id" INTEGER NOT NULL PRIMARY KEY, "at" TEXT NOT NULL, "label" TEXT NOT
NULL, "source" TEXT NOT NULL, "undoes_id" INTEGER, FOREIGN KEY ("undoes_id") REFERENCES
"batch" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "batch_undoes_id" ON "batch" ("undoes_id")
    """,
    """
CREATE TABLE "audit_entry" ("id" INTEGER NOT NULL PRIMARY KEY, "batch_id" INTEGER NOT NULL,
"entity" TEXT NOT NULL, "record_id" INTEGER NOT NULL, "action" TEXT NOT NULL, "before" TEXT
NOT NULL, "after" TEXT NOT NULL, "source" TEXT NOT NULL, FOREIGN KEY ("batch_id") REFERENCES
"batch" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "audit_entry_batch_id" ON "audit_entry" ("batch_id")
    """,
    """
CREATE INDEX "audit_entry_entity_record_id" ON "audit_entry" ("entity", "record_id")
    """,
    """
CREATE TABLE "foreign_teacher" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "passport_name" TEXT, "chinese_name" TEXT, "nationality" TEXT, "sex"
TEXT, "born_on" TEXT, "birthplace" TEXT, "degree" TEXT, "degree_school" TEXT, "degree_major"
TEXT, "native_language" TEXT, "teaching_certificate" TEXT, "phone" TEXT, "email" TEXT,
"address" TEXT, "emergency_contact" TEXT)
    """,
    """
CREATE INDEX "foreign_teacher_retired_at" ON "foreign_teacher" ("retired_at")
    """,
    """
CREATE TABLE "engagement" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "teacher_id" INTEGER, "engaged_from" TEXT, "engaged_until" TEXT, "left_on"
TEXT, "contract_no" TEXT, "department" TEXT, "post" TEXT, "courses" TEXT, "weekly_hours"
NUMERIC, "full_time" TEXT, "subject_kind" TEXT, "term" TEXT, "monthly_pay" INTEGER,
"pay_months" NUMERIC, "funding" TEXT, "renewed" TEXT, FOREIGN KEY ("teacher_id") REFERENCES
"foreign_teacher" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "engagement_retired_at" ON "engagement" ("retired_at")
    """,
    """
CREATE INDEX "engagement_teacher_id" ON "engagement" ("teacher_id")
    """,
    """
CREATE TABLE "teacher_document" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "number" TEXT, "category" TEXT, "issued_on" TEXT, "valid_until" TEXT,
"issuer" TEXT, "teacher_id" INTEGER, "kind" TEXT, FOREIGN KEY ("teacher_id") REFERENCES
"foreign_teacher" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "teacher_document_retired_at" ON "teacher_document" ("retired_at")
    """,
    """
CREATE INDEX "teacher_document_teacher_id" ON "teacher_document" ("teacher_id")
    """,
    """
CREATE TABLE "evaluation" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "teacher_id" INTEGER, "held_on" TEXT, "grade" TEXT, "score" NUMERIC,
"opinion" TEXT, FOREIGN KEY ("teacher_id") REFERENCES "foreign_teacher" ("id") ON DELETE
RESTRICT)
    """,
    """
CREATE INDEX "evaluation_retired_at" ON "evaluation" ("retired_at")
    """,
    """
CREATE INDEX "evaluation_teacher_id" ON "evaluation" ("teacher_id")
    """,
    """
CREATE TABLE "international_student" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT,
"extra" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at"
TEXT NOT NULL, "retired_at" TEXT, "passport_name" TEXT, "chinese_name" TEXT, "nationality"
TEXT, "is_overseas_chinese" INTEGER, "sex" TEXT, "born_on" TEXT, "birthplace" TEXT,
"student_no" TEXT, "phone" TEXT, "email" TEXT, "housing" TEXT, "guardian" TEXT,
"emergency_contact" TEXT, "chinese_level" TEXT)
    """,
    """
CREATE INDEX "international_student_retired_at" ON "international_student" ("retired_at")
    """,
    """
CREATE TABLE "enrolment" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "student_id" INTEGER, "study_kind" TEXT, "category" TEXT, "funding" TEXT,
"programme" TEXT, "programme_en" TEXT, "programme_code" TEXT, "department" TEXT, "home_school"
TEXT, "teaching_language" TEXT, "years" NUMERIC, "enrolled_from" TEXT, "enrolled_until" TEXT,
"outcome" TEXT, "degree_on" TEXT, "full_time" INTEGER, FOREIGN KEY ("student_id") REFERENCES
"international_student" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "enrolment_retired_at" ON "enrolment" ("retired_at")
    """,
    """
CREATE INDEX "enrolment_student_id" ON "enrolment" ("student_id")
    """,
    """
CREATE TABLE "student_document" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "number" TEXT, "category" TEXT, "issued_on" TEXT, "valid_until" TEXT,
"issuer" TEXT, "student_id" INTEGER, "kind" TEXT, FOREIGN KEY ("student_id") REFERENCES
"international_student" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "student_document_retired_at" ON "student_document" ("retired_at")
    """,
    """
CREATE INDEX "student_document_student_id" ON "student_document" ("student_id")
    """,
    """
CREATE TABLE "scholarship" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "student_id" INTEGER, "title" TEXT, "level" TEXT, "paid_on" TEXT, "amount"
NUMERIC, FOREIGN KEY ("student_id") REFERENCES "international_student" ("id") ON DELETE
RESTRICT)
    """,
    """
CREATE INDEX "scholarship_retired_at" ON "scholarship" ("retired_at")
    """,
    """
CREATE INDEX "scholarship_student_id" ON "scholarship" ("student_id")
    """,
    """
CREATE TABLE "outbound_student" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "name" TEXT, "sex" TEXT, "student_no" TEXT, "programme" TEXT,
"department" TEXT, "grade" TEXT, "id_no" TEXT, "phone" TEXT, "parent" TEXT, "parent_phone"
TEXT)
    """,
    """
CREATE INDEX "outbound_student_retired_at" ON "outbound_student" ("retired_at")
    """,
    """
CREATE TABLE "placement" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "student_id" INTEGER, "programme_kind" TEXT, "country" TEXT, "host_name"
TEXT, "departed_on" TEXT, "returned_on" TEXT, "funding" TEXT, "amount" INTEGER,
"serves_outgoing_enterprise" INTEGER, "enterprise" TEXT, "credits_recognised" INTEGER, FOREIGN
KEY ("student_id") REFERENCES "outbound_student" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "placement_retired_at" ON "placement" ("retired_at")
    """,
    """
CREATE INDEX "placement_student_id" ON "placement" ("student_id")
    """,
    """
CREATE TABLE "staff_member" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "name" TEXT, "sex" TEXT, "staff_no" TEXT, "department" TEXT, "position"
TEXT, "title" TEXT, "level" TEXT, "person_kind" TEXT, "is_full_time_teacher" INTEGER,
"is_school_leader" INTEGER, "born_on" TEXT, "political_status" TEXT, "id_no" TEXT, "phone"
TEXT, "secrecy_level" TEXT, "family" TEXT)
    """,
    """
CREATE INDEX "staff_member_retired_at" ON "staff_member" ("retired_at")
    """,
    """
CREATE TABLE "staff_travel_document" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT,
"extra" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at"
TEXT NOT NULL, "retired_at" TEXT, "number" TEXT, "category" TEXT, "issued_on" TEXT,
"valid_until" TEXT, "issuer" TEXT, "staff_member_id" INTEGER, "kind" TEXT, "state" TEXT,
"taken_on" TEXT, "due_on" TEXT, "handed_in_on" TEXT, FOREIGN KEY ("staff_member_id")
REFERENCES "staff_member" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "staff_travel_document_retired_at" ON "staff_travel_document" ("retired_at")
    """,
    """
CREATE INDEX "staff_travel_document_staff_member_id" ON "staff_travel_document"
("staff_member_id")
    """,
    """
CREATE TABLE "outbound_trip" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "title" TEXT, "destination_kind" TEXT, "purpose" TEXT, "task_kind" TEXT,
"departed_on" TEXT, "returned_on" TEXT, "head_count" NUMERIC, "inviting_party" TEXT,
"organised_by" TEXT, "is_joint" INTEGER, "level" TEXT, "is_academic" INTEGER, "status" TEXT,
"stated_days" NUMERIC, "route" TEXT, "approval_no" TEXT, "approved_on" TEXT, "approved_days"
NUMERIC, "approved_head_count" NUMERIC, "in_plan" INTEGER, "plan_quota" NUMERIC, "plan_used"
NUMERIC, "necessity" TEXT, "invitation_direct" INTEGER, "publicised_from" TEXT,
"publicised_until" TEXT, "publicity_place" TEXT, "report_submitted" INTEGER, "reported_on"
TEXT, "funding_source" TEXT, "funding_kind" TEXT, "cost" INTEGER, "annual_budget" INTEGER,
"annual_budget_used" INTEGER, "prior_approvals" TEXT, "handled_by" TEXT, "handler_phone" TEXT)
    """,
    """
CREATE INDEX "outbound_trip_retired_at" ON "outbound_trip" ("retired_at")
    """,
    """
CREATE TABLE "trip_member" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "trip_id" INTEGER, "staff_member_id" INTEGER, "role" TEXT,
"dispatching_unit" TEXT, "position_then" TEXT, "last_trip" TEXT, FOREIGN KEY ("trip_id")
REFERENCES "outbound_trip" ("id") ON DELETE RESTRICT, FOREIGN KEY ("staff_member_id")
REFERENCES "staff_member" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "trip_member_retired_at" ON "trip_member" ("retired_at")
    """,
    """
CREATE INDEX "trip_member_trip_id" ON "trip_member" ("trip_id")
    """,
    """
CREATE INDEX "trip_member_staff_member_id" ON "trip_member" ("staff_member_id")
    """,
    """
CREATE TABLE "trip_leg" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "trip_id" INTEGER, "country" TEXT, "city" TEXT, "arrived_on" TEXT,
"left_on" TEXT, "airport_only" INTEGER, "host" TEXT, FOREIGN KEY ("trip_id") REFERENCES
"outbound_trip" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "trip_leg_retired_at" ON "trip_leg" ("retired_at")
    """,
    """
CREATE INDEX "trip_leg_trip_id" ON "trip_leg" ("trip_id")
    """,
    """
CREATE TABLE "schedule_item" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "trip_id" INTEGER, "day" TEXT, "half" TEXT, "city" TEXT, "activity" TEXT,
"met_with" TEXT, "is_official" INTEGER, FOREIGN KEY ("trip_id") REFERENCES "outbound_trip"
("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "schedule_item_retired_at" ON "schedule_item" ("retired_at")
    """,
    """
CREATE INDEX "schedule_item_trip_id" ON "schedule_item" ("trip_id")
    """,
    """
CREATE TABLE "budget_line" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "trip_id" INTEGER, "item" TEXT, "country" TEXT, "city" TEXT, "currency"
TEXT, "standard" NUMERIC, "persons" NUMERIC, "days" NUMERIC, "rate" NUMERIC, "rate_on" TEXT,
"amount" INTEGER, "paid_by_host" INTEGER, "over_standard_approved" INTEGER, FOREIGN KEY
("trip_id") REFERENCES "outbound_trip" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "budget_line_retired_at" ON "budget_line" ("retired_at")
    """,
    """
CREATE INDEX "budget_line_trip_id" ON "budget_line" ("trip_id")
    """,
    """
CREATE TABLE "inbound_visit" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "title" TEXT, "country" TEXT, "body_kind" TEXT, "arrived_on" TEXT,
"left_on" TEXT, "head_count" NUMERIC, "purpose" TEXT, "purpose_kind" TEXT, "department" TEXT,
"reception_level" TEXT, "is_high_level" INTEGER, "met_by_leader" INTEGER, "leader_name" TEXT,
"leader_position" TEXT, "agreements_signed" NUMERIC, "intentions" NUMERIC, "reported_to"
INTEGER, "outcome" TEXT)
    """,
    """
CREATE INDEX "inbound_visit_retired_at" ON "inbound_visit" ("retired_at")
    """,
    """
CREATE TABLE "visitor" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "visit_id" INTEGER, "name" TEXT, "sex" TEXT, "nationality" TEXT, "position"
TEXT, "passport_no" TEXT, FOREIGN KEY ("visit_id") REFERENCES "inbound_visit" ("id") ON DELETE
RESTRICT)
    """,
    """
CREATE INDEX "visitor_retired_at" ON "visitor" ("retired_at")
    """,
    """
CREATE INDEX "visitor_visit_id" ON "visitor" ("visit_id")
    """,
    """
CREATE TABLE "event" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "title" TEXT, "kind" TEXT, "held_on" TEXT, "ends_on" TEXT, "host_unit"
TEXT, "place" TEXT, "audience" NUMERIC, "foreign_audience" NUMERIC, "topic" TEXT,
"approved_on" TEXT, "is_online" INTEGER)
    """,
    """
CREATE INDEX "event_retired_at" ON "event" ("retired_at")
    """,
    """
CREATE TABLE "speaker" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "event_id" INTEGER, "name" TEXT, "nationality" TEXT, "unit" TEXT,
"position" TEXT, "is_teacher" INTEGER, FOREIGN KEY ("event_id") REFERENCES "event" ("id") ON
DELETE RESTRICT)
    """,
    """
CREATE INDEX "speaker_retired_at" ON "speaker" ("retired_at")
    """,
    """
CREATE INDEX "speaker_event_id" ON "speaker" ("event_id")
    """,
    """
CREATE TABLE "participant" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "event_id" INTEGER, "staff_member_id" INTEGER, FOREIGN KEY ("event_id")
REFERENCES "event" ("id") ON DELETE RESTRICT, FOREIGN KEY ("staff_member_id") REFERENCES
"staff_member" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "participant_retired_at" ON "participant" ("retired_at")
    """,
    """
CREATE INDEX "participant_event_id" ON "participant" ("event_id")
    """,
    """
CREATE INDEX "participant_staff_member_id" ON "participant" ("staff_member_id")
    """,
    """
CREATE TABLE "partner_school" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "name" TEXT, "foreign_name" TEXT, "country" TEXT, "kind" TEXT, "city" TEXT,
"is_sister_school" INTEGER, "related_since" TEXT, "website" TEXT, "contact_name" TEXT,
"contact_email" TEXT, "contact_phone" TEXT)
    """,
    """
CREATE INDEX "partner_school_retired_at" ON "partner_school" ("retired_at")
    """,
    """
CREATE TABLE "agreement" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "partner_id" INTEGER, "title" TEXT, "foreign_title" TEXT, "agreement_no"
TEXT, "kind" TEXT, "signed_on" TEXT, "valid_until" TEXT, "auto_renewed" INTEGER, "renews"
INTEGER, "terminated_on" TEXT, "content" TEXT, "signatory" TEXT, "foreign_signatory" TEXT,
"signed_at" TEXT, "level" TEXT, "copies" NUMERIC, FOREIGN KEY ("partner_id") REFERENCES
"partner_school" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "agreement_retired_at" ON "agreement" ("retired_at")
    """,
    """
CREATE INDEX "agreement_partner_id" ON "agreement" ("partner_id")
    """,
    """
CREATE TABLE "joint_programme" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "title" TEXT, "partner_name" TEXT, "country" TEXT, "programme" TEXT,
"programme_code" TEXT, "approval_no" TEXT, "approved_on" TEXT, "recruits_from" TEXT,
"recruits_until" TEXT, "yearly_quota" NUMERIC, "student_count" NUMERIC)
    """,
    """
CREATE INDEX "joint_programme_retired_at" ON "joint_programme" ("retired_at")
    """,
    """
CREATE TABLE "overseas_site" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "title" TEXT, "kind" TEXT, "country" TEXT, "host" TEXT, "enterprise" TEXT,
"opened_on" TEXT, "closed_on" TEXT, "programmes" TEXT, "student_count" NUMERIC, "trained"
NUMERIC, "training_person_days" NUMERIC)
    """,
    """
CREATE INDEX "overseas_site_retired_at" ON "overseas_site" ("retired_at")
    """,
    """
CREATE TABLE "adoption" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "kind" TEXT, "title" TEXT, "country" TEXT, "adopted_by" TEXT, "adopted_on"
TEXT, "foreign_students" NUMERIC, "evidence" TEXT)
    """,
    """
CREATE INDEX "adoption_retired_at" ON "adoption" ("retired_at")
    """,
    """
CREATE TABLE "overseas_post" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "staff_member_id" INTEGER, "organisation" TEXT, "country" TEXT, "post"
TEXT, "serves_from" TEXT, "serves_until" TEXT, FOREIGN KEY ("staff_member_id") REFERENCES
"staff_member" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "overseas_post_retired_at" ON "overseas_post" ("retired_at")
    """,
    """
CREATE INDEX "overseas_post_staff_member_id" ON "overseas_post" ("staff_member_id")
    """,
    """
CREATE TABLE "competition_award" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "competition" TEXT, "event" TEXT, "award" TEXT, "country" TEXT,
"awarded_on" TEXT, "winners" TEXT)
    """,
    """
CREATE INDEX "competition_award_retired_at" ON "competition_award" ("retired_at")
    """,
    """
CREATE TABLE "typed_value" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "year" NUMERIC, "key_name" TEXT, "title" TEXT, "value" NUMERIC, "unit"
TEXT, "words" TEXT, "confirmed_on" TEXT)
    """,
    """
CREATE INDEX "typed_value_retired_at" ON "typed_value" ("retired_at")
    """,
    """
CREATE TABLE "draft_paragraph" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT
NULL, "retired_at" TEXT, "draft" TEXT, "year" NUMERIC, "key_name" TEXT, "words" TEXT)
    """,
    """
CREATE INDEX "draft_paragraph_retired_at" ON "draft_paragraph" ("retired_at")
    """,
    """
CREATE TABLE "filing" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "form_code" TEXT, "form_title" TEXT, "year" NUMERIC, "version" NUMERIC,
"filed_on" TEXT, "receiver" TEXT, "reason" TEXT, "cells" TEXT NOT NULL, "file_name" TEXT,
"file_digest" TEXT, "content" BLOB)
    """,
    """
CREATE INDEX "filing_retired_at" ON "filing" ("retired_at")
    """,
    """
CREATE TABLE "issued_paper" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "number" TEXT, "printable" TEXT, "title" TEXT, "year" NUMERIC, "serial"
NUMERIC, "holder_entity" TEXT, "holder_id" NUMERIC, "holder_name" TEXT, "purpose" TEXT,
"issued_on" TEXT, "state" TEXT, "void_reason" TEXT, "replaces" TEXT, "received_by" TEXT,
"printed_count" NUMERIC, "snapshot" TEXT NOT NULL, "file_digest" TEXT, "content" BLOB)
    """,
    """
CREATE INDEX "issued_paper_retired_at" ON "issued_paper" ("retired_at")
    """,
    """
CREATE UNIQUE INDEX "issued_paper_number" ON "issued_paper" ("number")
    """,
    """
CREATE TABLE "column_mapping" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "signature" TEXT, "register" TEXT, "columns" TEXT NOT NULL)
    """,
    """
CREATE INDEX "column_mapping_retired_at" ON "column_mapping" ("retired_at")
    """,
    """
CREATE TABLE "distinct" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "register" TEXT, "first_id" NUMERIC, "second_id" NUMERIC, "reason" TEXT,
"decided_on" TEXT)
    """,
    """
CREATE INDEX "distinct_retired_at" ON "distinct" ("retired_at")
    """,
    """
CREATE TABLE "check_answer" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "check_id" TEXT, "holder_entity" TEXT, "holder_id" NUMERIC, "part" TEXT,
"fingerprint" TEXT, "finding" TEXT, "reason" TEXT, "answered_on" TEXT)
    """,
    """
CREATE INDEX "check_answer_retired_at" ON "check_answer" ("retired_at")
    """,
    """
CREATE TABLE "calendar_day" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "day" TEXT, "kind" TEXT)
    """,
    """
CREATE INDEX "calendar_day_retired_at" ON "calendar_day" ("retired_at")
    """,
    """
CREATE TABLE "office_profile" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL, "changed_at" TEXT NOT NULL,
"retired_at" TEXT, "school_name" TEXT, "school_name_en" TEXT, "school_code" TEXT,
"office_name" TEXT, "office_name_en" TEXT, "city" TEXT, "address" TEXT, "address_en" TEXT,
"phone" TEXT, "email" TEXT, "contact_name" TEXT, "full_time_students" NUMERIC,
"full_time_teachers" NUMERIC, "nights_are_days" INTEGER, "long_term_months" NUMERIC)
    """,
    """
CREATE INDEX "office_profile_retired_at" ON "office_profile" ("retired_at")
    """,
    """
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT,
'append-only'); END
    """,
    """
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT,
'append-only'); END
    """,
    """
CREATE TRIGGER filing_no_update BEFORE UPDATE ON filing BEGIN SELECT RAISE(ABORT, 'append-
only'); END
    """,
    """
CREATE TRIGGER filing_no_delete BEFORE DELETE ON filing BEGIN SELECT RAISE(ABORT, 'append-
only'); END
    """,
)
