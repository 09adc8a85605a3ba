"""presswerk spam train, evaluate, explain"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from presswerk.cli.commands.spam.opening import Label, open_engine
from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from presswerk.spam import Submission

SiteFolder = Annotated[
    Path | None,
    typer.Option(
        "--site", metavar="DIR", help="The folder of a site that has learned; without it, as shipped."
    ),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("train")(train)
    app.command("evaluate")(evaluate)
    app.command("explain")(explain)


def train(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="The folder with the open sets.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="Where the models are written.")] = Path(
        "spam-models"
    ),
) -> None:
    """Train the models that ship, from the open sets and the texts of the project.

    The same texts and the same Python give the same bytes. It takes about a minute.

    Example: `presswerk spam train ../shared/data --to src/presswerk/spam/data`
    """
    from presswerk.spam.training.train import train as train_all

    to.mkdir(parents=True, exist_ok=True)
    try:
        train_all(data, to, typer.echo)
    except FileNotFoundError as error:
        raise Refusal(
            f"{error.filename} is not there.",
            "Name the folder that has comments-de, comments-en and blocklist.",
        ) from None
    typer.echo(f"Written to {to}.")


def evaluate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="JSON Lines: text, label (spam or ham).")
    ],
    label: Label = "spam",
    site: SiteFolder = None,
    learn: Annotated[
        bool,
        typer.Option("--learn", help="Learn each text after it is judged, as a moderator would teach it."),
    ] = False,
) -> None:
    """Say how well it judges labelled texts: recall, ham lost, held, each with its 95 % interval.

    Nothing is written to a site's folder.

    Example: `presswerk spam evaluate comments.jsonl --learn`
    """
    from presswerk.spam.evaluation import evaluate as figures
    from presswerk.spam.evaluation import judged

    results: dict[str, list[Any]] = {}
    with tempfile.TemporaryDirectory() as folder, open_engine(_copied(site, Path(folder)), label) as engine:
        for row in _rows(files):
            is_label = row.get("label") in {"spam", "insult"} or bool(row.get("offensive"))
            submission = _submission(row)
            one = judged(is_label, engine.check(submission))
            for group in ("all", f"language {row.get('language', '?')}", f"kind {row.get('kind', '?')}"):
                results.setdefault(group, []).append(one)
            if learn:
                engine.learn(submission, is_label, "evaluate")
    for group in sorted(results):
        found = figures(results[group])
        typer.echo(f"{group}: {len(results[group])} texts")
        typer.echo(f"  recall {found.recall}, ham lost {found.lost}, held {found.held}")
        typer.echo(f"  precision {found.precision}, calibration error {found.calibration_error:.3f}")


def explain(
    text: Annotated[str, typer.Argument(help="The text, or - to read it from standard input.")] = "-",
    label: Label = "spam",
    site: SiteFolder = None,
    language: Annotated[str, typer.Option(help="Of the explanation: de or en.")] = "en",
    article_language: Annotated[str | None, typer.Option(help="Of what it was written under.")] = None,
    url: Annotated[str | None, typer.Option(help="The writer's website.")] = None,
    name: Annotated[str | None, typer.Option(help="The writer's name.")] = None,
    subjects: Annotated[
        bool, typer.Option("--subjects", help="Show the lists of words, and nothing else.")
    ] = False,
) -> None:
    """Say how likely a text is spam, what would be done, and why.

    Example: `presswerk spam explain "Gratis Bonus im Casino: www.bonus.example" --language de`
    """
    from presswerk.spam import Submission
    from presswerk.spam.reading.subjects import lists
    from presswerk.spam.words import all_in_words, decision_in_words

    if subjects:
        for subject, stems in lists().items():
            typer.echo(f"{subject}: {' '.join(stems)}")
        return
    text = sys.stdin.read() if text == "-" else text
    submission = Submission(text, url=url, author_name=name, article_language=article_language)
    with tempfile.TemporaryDirectory() as folder, open_engine(_copied(site, Path(folder)), label) as engine:
        verdict = engine.check(submission)
    typer.echo(f"{verdict.probability:.1%}: {decision_in_words(verdict.decision, language)}")
    for sentence in all_in_words(verdict.reasons, language):
        typer.echo(f"- {sentence}")
    typer.echo(f"({verdict.model_version})")


def _copied(site: Path | None, folder: Path) -> Path:
    """A copy, so that looking changes nothing."""
    if site is None:
        return folder
    journal = site / "journal"
    if not journal.is_file():
        raise Refusal(f"No site has learned in {site}.", "Name a folder that has a file called journal.")
    (folder / "journal").write_bytes(journal.read_bytes())
    return folder


def _rows(files: list[Path]) -> Iterator[dict[str, Any]]:
    for path in files:
        try:
            with path.open(encoding="utf-8") as file:
                for line in file:
                    if line.strip():
                        yield {"language": path.stem if len(path.stem) == 2 else "?", **json.loads(line)}
        except FileNotFoundError:
            raise Refusal(f"{path} is not there.", "Name files of JSON Lines.") from None
        except ValueError as error:
            raise Refusal(f"{path} has a line that is no JSON: {error}.", "One object a line.") from None


def _submission(row: dict[str, Any]) -> "Submission":
    from presswerk.spam import Submission

    terms = row.get("article_terms")
    return Submission(
        str(row["text"]),
        id=row.get("id"),
        author_name=row.get("author_name"),
        url=row.get("url"),
        article_terms=tuple(terms) if terms else None,
        article_language=row.get("article_language"),
        thread=row.get("thread"),
    )
