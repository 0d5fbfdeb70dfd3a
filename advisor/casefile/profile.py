"""The sender's own details, kept once for all cases: a file for the user alone.

The file has the form of a case file and holds the answers to the questions marked with
``profile``. What a case answers itself comes first.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from advisor.casefile.casefile import parse_case
from advisor.errors import AdvisorError, CaseError, Message, all_of
from advisor.files import read_whole, remove
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library, Question, Rulebook
from advisor.model import Case
from advisor.private_folders import config_folder, make_private


def profile_path() -> Path:
    """Return the file of the profile, in the configuration folder of the user."""
    return config_folder() / "profile.yaml"


def profile_questions(rulebook: Rulebook) -> tuple[Question, ...]:
    """Return the questions whose answers a profile holds, in order."""
    return tuple(question for question in rulebook.questions.values() if question.profile)


def read_profile(path: Path, library: Library) -> Case:
    """Read a profile; one that is not there has no answers.

    Raises :class:`AdvisorError` where it cannot be read or answers other questions.
    """
    if not path.exists():
        return Case(file=str(path))
    data = read_whole(path, strict_yaml.LARGEST, str(path), CaseError)
    found = parse_case(data, str(path), library)
    other = [name for name in found.answers if not library.questions[name].profile]
    if other:
        raise AdvisorError(
            Message(
                "{path} holds the sender's own details, and answers {names}. "
                "Move what is about a client into its case.",
                path=path,
                names=all_of(other),
            )
        )
    return found


def save_profile(path: Path, profile: Case, library: Library, base: Case) -> Case:
    """Save a profile that was read as ``base``; only the user may read the file."""
    # Profiles are read far more often than they are saved.
    from advisor.casefile.saving import save_case

    try:
        make_private(path.parent)
    except OSError as error:
        text = Message("{path} cannot be written: {reason}.", path=path, reason=error.strerror)
        raise AdvisorError(text) from error
    return save_case(path, profile, library, base).case


def clear_profile(path: Path) -> bool:
    """Remove a profile; return whether there was one."""
    if not path.exists():
        return False
    remove(path)
    return True


def with_profile(case: Case, profile: Case) -> Case:
    """Return a case with the details of the profile that it does not give itself."""
    added = {name: answer for name, answer in profile.answers.items() if not case.answered(name)}
    return replace(case, answers={**case.answers, **added}) if added else case


def own_details(case: Case, library: Library) -> Case:
    """Return a case with the details of the profile; without them where it cannot be read."""
    try:
        return with_profile(case, read_profile(profile_path(), library))
    except AdvisorError:
        return case


def without_profile(case: Case, profile: Case, base: Case) -> Case:
    """Return a case without the details that the profile gave it and ``base`` did not have."""
    kept = {
        name: answer
        for name, answer in case.answers.items()
        if name in base.answers or profile.answers.get(name) != answer
    }
    return replace(case, answers=kept)
