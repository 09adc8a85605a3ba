from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Registers the sample's jobs."""

    name = "tests.jobs.sample"
    label = "sample"

    def ready(self) -> None:
        from tests.jobs.sample import work  # noqa: F401
