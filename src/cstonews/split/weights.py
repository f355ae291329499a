"""The evidence that a reading is scored on, in one table, with a reason for each weight.

A weight is a rough log-odds, in favour of a label, against the line being text that
is not understood (``unclassified``), which is the zero line: a reading that earns
nothing is not claimed. Weights add up along a page; the path with the most wins.
Found by hand on pages of every layout; ``tests/split/test_gold.py`` says what a change does.
"""

from __future__ import annotations

NEVER = float("-inf")

# A date line -----------------------------------------------------------------------------
DATE_ALONE = 3.0  # the site prints a date alone on its line only before a teaser or a body
DATE_IMPOSSIBLE = 1.5  # a misprint in its place is a date line still, though it dates nothing
DATE_NEWEST_FIRST = 0.7  # sidebars run newest first
DATE_OUT_OF_ORDER = -2.0  # a later date below an earlier one starts another list at best
DATE_FAR = -4.0  # a sidebar is one of some weeks, …
SIDEBAR_DAYS_NEWER = 31  # … but for a misplaced item, …
SIDEBAR_DAYS_OLDER = 400  # … or a site that slept
DATE_WITHOUT_TEXT = -4.0  # a teaser has words

# A teaser --------------------------------------------------------------------------------
TEASER_SENTENCE = 0.8  # a teaser is prose: whole sentences …
TEASER_NO_SENTENCE = -1.3  # … even if some are headlines without a period
TEASER_DATED = 0.6  # a text right below a date line
TEASER_SHORT = -2.0  # under 40 characters it says nothing
TEASER_BRIEF = -0.9  # under 70 little
TEASER_LONG = -1.5  # over 1200 characters it is no teaser
TEASER_WHEN = 0.6  # news opens with when it happened
TEASER_SALUTATION = -3.0  # nobody is addressed in a sidebar
TEASER_LEANS_BACK = -0.8  # "They …", "The participants …" go on with something
TEASER_ECHO = 0.4  # the same text stands elsewhere in the dump: sidebars repeat, and rarely pages
TEASER_IMAGE = -2.0  # an image's name opens a body, not a teaser
TEASER_OPENS_LOW = -2.5  # an item opens with a capital, a figure or a quotation
TEASER_NO_NEWS = -0.6  # an item says at once who, when or where
TEASER_IN_TURN = -3.0  # questions, answers and points of a list stand in a body
TEASER_GAP = {0: 0.4, 1: -1.0, 2: 1.0}  # undated teasers are parted by two blank lines
TEASER_EVEN = 0.2  # one blank line where no wider gap is in sight says as little as none
TEASER_CROWDED = -2.0  # the site's sidebar holds five items; more are a listing
SIDEBAR_SIZE = 5
TEASER_LIFE = -3.0  # nor told when somebody was born

# A further paragraph of a teaser ---------------------------------------------------------
MORE_SENTENCE = 0.2
MORE_NO_SENTENCE = -2.3  # a headline is a teaser of its own
MORE_GAP = {0: -0.9, 1: 0.3, 2: -2.0}  # paragraphs of one teaser are parted by one blank line
MORE_EVEN = -0.3  # where all gaps are alike, they do not tell paragraphs from teasers
MORE_LEANS_BACK = 0.4  # "The press services …", "He …" lean on a sentence before them
MORE_NO_NEWS = 0.5  # what goes on need not say again what it is about, …
MORE_NEWS = -1.0  # … and rarely does
MORE_BRIEF = 0.2  # under 110 characters it adds something to what was said
MORE_OPENS_LOW = 1.8  # a small letter goes on
MORE_WHEN = -1.0  # a date in the first words is an opening
MORE_UNDER_HEADLINE = -1.0  # a headline over a text is a pair of a listing sooner
MORE_THIRD = -1.5  # a teaser has one or two paragraphs

# A title and its summary in a listing ----------------------------------------------------
LISTED_TITLE = 0.5  # no end of a sentence
LISTED_NO_TITLE = -3.0
LISTED_PERIOD = -1.2  # a title that ends as a sentence does is rare, not impossible
LISTED_KINSHIP = 1.2  # times the share of words that a title has in common with its text
LISTED_STRANGE = -0.2  # nothing in common with it
LISTED_SUMMARY = 0.5
LISTED_UNENDED = -0.7  # though some end without a period
LISTED_FIRST = -1.2  # one pair is an article sooner than a listing
LISTED_MORE = 1.5  # "Read more" stands below the items of a listing
LISTED_AGAIN = 0.7  # the more pairs, the more it is a listing
LISTED_LONG = -2.0  # a summary is short
HEADLINE = 0.8  # a list of titles alone …
HEADLINE_PERIOD = -1.6  # some end as a sentence does
HEADLINE_FIRST = -2.0  # … is one where there are many, …
HEADLINE_FEW = -2.0  # … not two, which are a title and its text …
HEADLINE_BELOW_SCRAPS = -2.0  # … and below other short lines a list of bodies or of persons

# The title of an article -----------------------------------------------------------------
TITLE_NO_PERIOD = 0.8
TITLE_PERIOD = -1.0  # titles that end in a period exist, but are rare
TITLE_CALL = 0.7  # a question or an exclamation alone is no news item
TITLE_IN_TURN = -4.0
TITLE_OPENS_WHEN = -2.0  # "On 7 December …" opens a text
TITLE_WHEN = -0.8  # … and so it does mostly where no period ends the line
TITLE_CAPITALS = 1.0  # only titles are printed in capitals
TITLE_OVER_TURN = 0.8  # an interview
TITLE_ENDS_OPEN = -6.0  # a comma or a semicolon goes on
TITLE_LENGTH = -2.5  # under 12 or over 320 characters
TITLE_SHORT = -1.2  # under 30 it may be a heading within a text
TITLE_OPENS_LOW = -8.0
TITLE_KINSHIP = 2.5  # times the share of words that a title has in common with its text
TITLE_STRANGE = -0.8  # nothing in common with the text below it
TITLE_STRANGE_PERIOD = -3.0  # … and a sentence of its own
TITLE_IMAGE = 2.5  # an image stands between a title and its text
TITLE_DATED_BODY = 3.0  # the date glued to the first paragraph below it
TITLE_OWN_DATE = 2.0  # a date behind words that are no sentence
TITLE_IS_REPEAT = -4.0  # what repeats the line above is its second printing, …
TITLE_AGAIN_BELOW = -5.0  # … but the second of three is a title whose teaser stands above
TITLE_LEANS_BACK = -1.5  # "He had talks …" goes on with a text
TITLE_ALONE = -0.8  # nothing below it
TITLE_CUT = -3.0  # the last words of a dump are a cut paragraph sooner than a title
TITLE_NO_TEXT = -2.5  # no paragraph below it
TITLE_OVER_LIFE = 3.0  # a name, over an office, over a biography
TITLE_OVER_OPEN = 0.5  # a statement: "We, the heads of state," goes on below
TITLE_SALUTATION = 3.0  # a speech: "Dear colleagues!"
TITLE_DATE_BELOW = 1.0  # the site prints the date below a title that it does not repeat
TITLE_TELLS_WHEN = 0.5  # the text below opens with when it happened
REPEATED_WITH_DATE = 9.0  # the site prints the title again with the date: nothing else looks so
REPEATED = 5.0
REPEATED_CUT = 5.0  # the same, cut by the end of the dump

# The body of an article ------------------------------------------------------------------
BODY_SENTENCE = 0.6  # prose below a title
BODY_DATE_LINE = -4.0  # a date alone is no paragraph
BODY_NO_SENTENCE = -0.7  # paragraphs end as sentences do
BODY_LIFE = 2.0  # a biography stands below a name
BODY_NEWS = -0.4  # its later paragraphs rarely open as an item does, …
BODY_WHEN = -1.0  # … least of all with a day
BODY_BARE = -0.7  # a short line that ends no sentence opens no text
BODY_SCRAP = -0.7  # short lines in a row are what a site prints below its texts
BODY_ECHO = 1.5  # the body opens with the words of its teaser
BODY_LEADING_DATE = 2.0  # the first paragraph has the date glued to it
BODY_FURNITURE = -3.0
ASIDE = 1.5  # a byline, an image's name, a download between or below paragraphs
ASIDE_FURNITURE = -1.0
FURNITURE_ABOVE_TEXT = 2.0  # links to share a text stand between its title and its first words
ASIDE_AMID = 1.5  # an advertisement over the next paragraph
PAGER_BELOW_ARTICLE = -2.0  # a listing has numbered pages, an article has none

# What the site prints on every page ------------------------------------------------------
FURNITURE = 3.0
FURNITURE_AMID = 1.0  # over the next paragraph of a text it is an aside sooner
RULE = 1.0
LEARNT_FURNITURE = 2.0  # a short line at the edges of many different dumps …
LEARNT_IS_NO_TEXT = -2.0  # … is rarely a title or a paragraph, too

UNCLASSIFIED_PROSE = -0.4  # a paragraph is news rather than a scrap

# From one label to the next --------------------------------------------------------------
START_UNCLASSIFIED = -2.0  # a page begins with news …
START_SCRAP = -0.5  # … or with short lines of its site
SIDEBAR_OF_ONE = -1.9  # a sidebar has two items at least
LEAVE_UNCLASSIFIED = -1.7
ENTER_UNCLASSIFIED = -3.4  # pages are not made of scraps
TITLE_AMONG_DATES = -2.0  # a date alone below a dated teaser goes on with the sidebar
NO_ARTICLE = -1.2  # a page without an article …
NO_ARTICLE_FEW = -1.2  # … and hardly a sidebar
SIDEBAR_FEW = 3
SIDEBAR_CHANGES = -3.4  # dated and undated teasers, or teasers and listings, do not mix
SIDEBAR_GETS_DATES = -6.0  # a date line below undated teasers is that of the article
NEW_PAGE = -7.0  # another page without the furniture that closes one …
NEW_TITLE_MARKED = 2.0  # a title that a repetition or a date marks is one anywhere …
# … or with a title that nothing marks, unless it is set apart above, or above and below …
NEW_TITLE_ONCE = {0: -4.0, 1: -1.2, 2: 0.5}
NEW_SIDEBAR = -6.5  # … and without a date line: paragraphs of a body look the same
NEW_PAGE_GAP = 2.0  # times the blank lines more than between any paragraphs above
NEW_PAGE_AFTER_BYLINE = 2.5  # a press secretary signs at the end
NEW_PAGE_AFTER_CUT = 1.5  # a text that broke off in a sentence was the end of a page
TITLE_TO_FURNITURE = -3.0
