from presswerk.conf import Config, ConfigError
from presswerk.theme.themes.theme import Theme, ThemeError, theme


def theme_of(config: Config) -> Theme:
    """The theme that the operator set. Raises ConfigError where it cannot be used."""
    try:
        return theme(config.theme)
    except ThemeError as error:
        raise ConfigError(str(error)) from error
