"""The words that hold sentences together, and those that announce: no names, and no terms."""

from __future__ import annotations

__all__ = [
    "ANNOUNCING",
    "ARTICLES",
    "ASKING",
    "CONTROLS",
    "FUNCTION_WORDS",
    "LABELS",
    "TITLE_VERBS",
    "UNFINISHED",
    "WITHIN_NAMES",
]

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        """
        a about an and are as at be but by can do does for from has have how if in into is it its not of on or that the
        their then there these this those to up was what when where which who why will with you your
        """.split()
    ),
    "de": frozenset(
        """
        auf aus bei das dem den der des die ein eine einen für ist im in mit nach nicht oder sich sie und von wie zu zum
        zur
        """.split()
    ),
    "es": frozenset("con de del el en es esta este la las lo los más o para por que se si su sus un una y".split()),
    "fr": frozenset("au aux ce de des du en est et la le les ou par pas pour que qui sur un une vous".split()),
    "it": frozenset("che con da dei del della di e gli il in la le nel non o per si sono su un una".split()),
    "pt": frozenset("a ao as com da das de do dos e em mais na no o os ou para por que se são seu um uma".split()),
}
"""The words that hold a language's sentences together; none of them is a name."""
WITHIN_NAMES: dict[str, frozenset[str]] = {"en": frozenset(("and", "for", "in", "of", "on", "the", "to"))}
"""The small words that names are put together with."""
ARTICLES: dict[str, frozenset[str]] = {"en": frozenset(("a", "an", "the"))}
"""The articles: what follows one in a sentence is a thing, not the title of a page."""
ANNOUNCING: dict[str, frozenset[str]] = {"en": frozenset(("follow", "follows", "following", "below", "steps", "these"))}
"""The words of a sentence that introduces what comes next; whether it then ends with a colon is a matter of taste."""
ASKING: dict[str, frozenset[str]] = {
    "en": frozenset(
        "are can could did do does has have how is should was what when where which who whose why will".split()
    )
}
"""The words that questions begin with."""
UNFINISHED: dict[str, frozenset[str]] = {
    "en": frozenset(
        "and are as be below by for following follows from in is like of on or that the these this to with".split()
    )
}
"""The words after which a sentence cannot end: what comes next belongs to it."""
LABELS: dict[str, frozenset[str]] = {
    "en": frozenset("caution example examples important note notes remark remarks tip tips warning".split())
}
"""The words that head a remark; no program shows them."""
TITLE_VERBS: dict[str, frozenset[str]] = {
    "en": frozenset(
        """
        add assign build change check choose clear compare configure connect convert copy create customize define delete
        deploy design develop disable download edit enable enroll explore export find fix get import improve install
        join learn make manage migrate modify monitor move optimize plan prepare prevent protect publish recover remove
        rename repair replace request reset resolve restore restrict schedule secure send set setup share solve
        specify start stop submit turn troubleshoot understand uninstall update upgrade upload use verify view work
        """.split()
    )
}
"""The verbs that titles of instructions begin with."""
CONTROLS: dict[str, frozenset[str]] = {
    "en": frozenset(
        """
        area box button checkbox column command dialog dropdown fasttab field form icon key link list menu module option
        page pane panel screen section tab tile tool window workspace
        """.split()
    )
}
"""The nouns for parts of a screen, which say what a label is on rather than what it reads: `the **Save** button`."""
