"""Step 5: what the printed papers ask for beyond the yearly figures."""

SQL: tuple[str, ...] = (
    """
CREATE TABLE "course_score" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "student_id" INTEGER, "term" TEXT,
"course" TEXT, "course_en" TEXT, "course_code" TEXT, "course_kind" TEXT, "hours" NUMERIC,
"credits" NUMERIC, "score" TEXT, "grade" TEXT, FOREIGN KEY ("student_id") REFERENCES
"international_student" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "course_score_retired_at" ON "course_score" ("retired_at")
    """,
    """
CREATE INDEX "course_score_student_id" ON "course_score" ("student_id")
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "ethnicity" TEXT
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "political_status" TEXT
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "foreign_language" TEXT
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "grade_point" NUMERIC
    """,
    """
ALTER TABLE "outbound_student" ADD COLUMN "home_address" TEXT
    """,
    """
ALTER TABLE "credit_transfer" ADD COLUMN "own_kind" TEXT
    """,
    """
ALTER TABLE "schedule_item" ADD COLUMN "transport" TEXT
    """,
    """
ALTER TABLE "schedule_item" ADD COLUMN "lodging" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "background" TEXT
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "itinerary" TEXT
    """,
    """
ALTER TABLE "invitation" ADD COLUMN "purpose_en" TEXT
    """,
    """
ALTER TABLE "invitation" ADD COLUMN "relation" TEXT
    """,
    """
ALTER TABLE "invitation" ADD COLUMN "host_unit" TEXT
    """,
    """
ALTER TABLE "invitation" ADD COLUMN "entries" TEXT
    """,
    """
ALTER TABLE "gift" ADD COLUMN "source" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "audience_scope" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "foreign_partner" TEXT
    """,
    """
ALTER TABLE "event" ADD COLUMN "recorded" BOOL
    """,
    """
ALTER TABLE "event" ADD COLUMN "in_the_news" BOOL
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "sex" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "topic" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "hours" NUMERIC
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "degree" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "specialty" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "profile" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "earlier_visits" TEXT
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "honorarium" INTEGER
    """,
    """
ALTER TABLE "speaker" ADD COLUMN "travel_paid_by" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "scope" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "money_terms" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "governing_law" TEXT
    """,
    """
ALTER TABLE "agreement" ADD COLUMN "department" TEXT
    """,
    """
ALTER TABLE "ngo_activity" ADD COLUMN "legal_representative" TEXT
    """,
    """
ALTER TABLE "ngo_activity" ADD COLUMN "leader" TEXT
    """,
    """
CREATE TABLE "print_text" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT NOT
NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT NULL,
"changed_at" TEXT NOT NULL, "retired_at" TEXT, "paper" TEXT, "key_name" TEXT, "valid_from"
TEXT, "words" TEXT, "reason" TEXT)
    """,
    """
CREATE INDEX "print_text_retired_at" ON "print_text" ("retired_at")
    """,
    """
CREATE TABLE "stock_layout" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "layout" TEXT, "printer" TEXT, "offset_x"
NUMERIC, "offset_y" NUMERIC, "back_offset_x" NUMERIC, "back_offset_y" NUMERIC, "scale"
NUMERIC, "moves" TEXT NOT NULL, "calibrated_on" TEXT, "paper_feed" TEXT, "background" BLOB)
    """,
    """
CREATE INDEX "stock_layout_retired_at" ON "stock_layout" ("retired_at")
    """,
)
"""New tables and columns."""

MOVES: tuple[str, ...] = (
)
"""What one field held and lines hold now."""
