"""The sample year, as the indicators' tests have it."""

from tests.models.indicators.conftest import imported_folder, imported_year

__all__ = ["imported_folder", "imported_year"]
