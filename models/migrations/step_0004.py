"""Step 4: learned sentences and letters from the office's own Word templates."""

SQL: tuple[str, ...] = (
    """
CREATE TABLE "draft_wording" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra" TEXT
NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "draft" TEXT, "key_name" TEXT, "lead"
TEXT, "template" TEXT, "learned_from" TEXT, "is_used" INTEGER)
    """,
    """
CREATE INDEX "draft_wording_retired_at" ON "draft_wording" ("retired_at")
    """,
    """
CREATE TABLE "letter_template" ("id" INTEGER NOT NULL PRIMARY KEY, "remarks" TEXT, "extra"
TEXT NOT NULL, "inapplicable" TEXT NOT NULL, "search_key" TEXT NOT NULL, "created_at" TEXT NOT
NULL, "changed_at" TEXT NOT NULL, "retired_at" TEXT, "name" TEXT, "register" TEXT, "year"
NUMERIC, "version" NUMERIC, "file_name" TEXT, "digest" TEXT, "size" NUMERIC, "mapping" TEXT
NOT NULL)
    """,
    """
CREATE INDEX "letter_template_retired_at" ON "letter_template" ("retired_at")
    """,
    """
CREATE INDEX "letter_template_digest" ON "letter_template" ("digest")
    """,
)
"""New tables and columns."""

MOVES: tuple[str, ...] = (
)
"""What one field held and lines hold now."""
