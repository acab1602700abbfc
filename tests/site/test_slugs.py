"""The ids of headings are those that each site generator makes, by its published examples and its own program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.site import Generator, IdFactory, slug

# From the tests of github-slugger, of Markdig (TestLinkHelper), of Hugo (autoid_test.go), of Python-Markdown (toc) and
# of pymdownx.slugs; the rest is what these programs made of our headings (github-slugger 2.0.0, @mdit-vue/shared 2.1,
# Markdown 3.8, pymdown-extensions 10).
_PUBLISHED = [
    (Generator.GITHUB, "Some Spaces Here", "some-spaces-here"),
    (Generator.GITHUB, "I ♥ unicode", "i--unicode"),
    (Generator.GITHUB, "Dash-dash", "dash-dash"),
    (Generator.GITHUB, "en–dash", "endash"),
    (Generator.GITHUB, "😄 emoji", "-emoji"),
    (Generator.GITHUB, "Привет", "привет"),
    (Generator.GITHUB, "Профили пользователей", "профили-пользователей"),
    (Generator.GITHUB, "हिन्दी में", "हिन्दी-में"),
    (Generator.DOCUSAURUS, "インストールする（必須）", "インストールする必須"),
    (Generator.HUGO, "A Level 2 Heading", "a-level-2-heading"),
    (Generator.HUGO, "God is good: 神真美好", "god-is-good-神真美好"),
    (Generator.HUGO, "Résumé_1 – tab\there", "résumé_1--tab-here"),
    (Generator.HUGO, "हिन्दी", "हनद"),
    (Generator.HUGO, "Use `x` [there](a.md)", "use-x-thereamd"),
    (Generator.MKDOCS, "Über uns & mehr", "uber-uns-mehr"),
    (Generator.MKDOCS, "Привет", ""),
    (Generator.MKDOCS_UNICODE, "Über uns & mehr", "über-uns--mehr"),
    (Generator.MKDOCS_UNICODE, "= v1 からの移行", "-v1-からの移行"),
    (Generator.DOCFX, "Header identifiers in HTML", "header-identifiers-in-html"),
    (Generator.DOCFX, "* Dogs*?--in *my* house?", "-dogs--in-my-house"),
    (Generator.DOCFX, "[HTML], [S5], or [RTF]?", "html-s5-or-rtf"),
    (Generator.DOCFX, "3. Applications", "3-applications"),
    (Generator.VITEPRESS, "Résumé: 1. Teil?", "resume-1-teil"),
    (Generator.VITEPRESS, "1. Teil", "_1-teil"),
]


@pytest.mark.parametrize(("generator", "heading", "name"), _PUBLISHED)
def test_published_examples(generator: Generator, heading: str, name: str) -> None:
    assert slug(heading, generator) == name


@pytest.mark.parametrize(
    ("generator", "headings", "names"),
    [
        (Generator.GITHUB, ["foo", "foo", "foo"], ["foo", "foo-1", "foo-2"]),
        (Generator.GITHUB, ["foo", "foo", "foo 1"], ["foo", "foo-1", "foo-1-1"]),
        (Generator.GITHUB, ["foo-1", "foo", "foo"], ["foo-1", "foo", "foo-2"]),
        (Generator.HUGO, ["?", "?", "a"], ["heading", "heading-1", "a"]),
        (Generator.DOCFX, ["?", "?"], ["section", "section-1"]),
        (Generator.MKDOCS, ["見出し", "結論", "見出し"], ["_1", "_2", "_3"]),
        (Generator.MKDOCS, ["a", "a", "a_1", "a"], ["a", "a_1", "a_2", "a_3"]),
        (Generator.MKDOCS, ["a_9", "a_9", "a", "a"], ["a_9", "a_10", "a", "a_1"]),
    ],
)
def test_ids_are_unique_as_the_program_makes_them(generator: Generator, headings: list[str], names: list[str]) -> None:
    factory = IdFactory(generator)
    assert [factory.make(heading) for heading in headings] == names


@given(
    st.sampled_from(Generator),
    st.lists(st.sampled_from(["a", "a 1", "a-1", "a_1", "?", "é", "A"]) | st.text(max_size=4)),
)
def test_no_two_headings_have_one_id(generator: Generator, headings: list[str]) -> None:
    factory = IdFactory(generator)
    names = [factory.make(heading) for heading in headings]
    assert len(set(names)) == len(names)


def test_many_headings_of_one_name_take_time_in_proportion() -> None:
    for generator in Generator:
        factory = IdFactory(generator)
        names = [factory.make("a") for _ in range(50_000)]
        assert len(set(names)) == 50_000
