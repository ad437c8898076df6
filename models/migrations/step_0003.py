"""Step 3: figures read from old forms, saved cross tables, mappings of authorities' workbooks."""

SQL: tuple[str, ...] = (
    """
ALTER TABLE "enrolment" ADD COLUMN "partner_id" INTEGER REFERENCES "partner_school" ("id") ON
DELETE RESTRICT
    """,
    """
CREATE INDEX "enrolment_partner_id" ON "enrolment" ("partner_id")
    """,
    """
ALTER TABLE "placement" ADD COLUMN "partner_id" INTEGER REFERENCES "partner_school" ("id") ON
DELETE RESTRICT
    """,
    """
CREATE INDEX "placement_partner_id" ON "placement" ("partner_id")
    """,
    """
ALTER TABLE "staff_travel_document" ADD COLUMN "gone_on" TEXT
    """,
    """
ALTER TABLE "trip_leg" ADD COLUMN "partner_id" INTEGER REFERENCES "partner_school" ("id") ON
DELETE RESTRICT
    """,
    """
CREATE INDEX "trip_leg_partner_id" ON "trip_leg" ("partner_id")
    """,
    """
ALTER TABLE "inbound_visit" ADD COLUMN "partner_id" INTEGER REFERENCES "partner_school" ("id")
ON DELETE RESTRICT
    """,
    """
CREATE INDEX "inbound_visit_partner_id" ON "inbound_visit" ("partner_id")
    """,
    """
ALTER TABLE "event" ADD COLUMN "conference_no" TEXT
    """,
    """
ALTER TABLE "joint_programme" ADD COLUMN "partner_id" INTEGER REFERENCES "partner_school"
("id") ON DELETE RESTRICT
    """,
    """
CREATE INDEX "joint_programme_partner_id" ON "joint_programme" ("partner_id")
    """,
    """
ALTER TABLE "adoption" ADD COLUMN "certified_on" TEXT
    """,
    """
ALTER TABLE "adoption" ADD COLUMN "use_kind" TEXT
    """,
    """
ALTER TABLE "adoption" ADD COLUMN "collected_on" TEXT
    """,
    """
CREATE TABLE "kept_figure" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "year" NUMERIC, "form_code" TEXT,
"key_name" TEXT, "title" TEXT, "value" NUMERIC, "unit" TEXT, "figure_id" TEXT, "period" TEXT,
"source" TEXT)
    """,
    """
CREATE INDEX "kept_figure_retired_at" ON "kept_figure" ("retired_at")
    """,
    """
CREATE TABLE "cross_table" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "name" TEXT, "register" TEXT,
"period_key" TEXT, "span" TEXT, "years" TEXT, "first_row" TEXT, "second_row" TEXT, "across"
TEXT, "measure" TEXT, "view" TEXT)
    """,
    """
CREATE INDEX "cross_table_retired_at" ON "cross_table" ("retired_at")
    """,
    """
CREATE TABLE "draft_exhibit" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "draft" TEXT, "year" NUMERIC, "section"
TEXT, "table_id" INTEGER, "view" TEXT, "caption" TEXT, FOREIGN KEY ("table_id") REFERENCES
"cross_table" ("id") ON DELETE RESTRICT)
    """,
    """
CREATE INDEX "draft_exhibit_retired_at" ON "draft_exhibit" ("retired_at")
    """,
    """
CREATE INDEX "draft_exhibit_table_id" ON "draft_exhibit" ("table_id")
    """,
    """
CREATE TABLE "form_mapping" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "title" TEXT, "signature" TEXT, "year"
NUMERIC, "mapping" TEXT NOT NULL)
    """,
    """
CREATE INDEX "form_mapping_retired_at" ON "form_mapping" ("retired_at")
    """,
)
"""New tables and columns."""

MOVES: tuple[str, ...] = (
)
"""What one field held and lines hold now."""
