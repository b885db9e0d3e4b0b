"""The words by which page furniture, bylines, credit lines and datelines give themselves away.

Only :mod:`claims.extraction.text.segmenting` reads them. Each pattern is looked for in one paragraph at a time.
"""

from __future__ import annotations

import re

#: The commonest English function words: prose is a third of them, menus and link lists hardly hold any.
FUNCTION_WORDS = frozenset(
    """a an the and or but nor of in on at by to for from with without into over under after before since until between
    against about during through as than that which who whom whose this these those it its he she they them his her their him
    we our us i you your my is are was were be been being has have had do does did will would can could may might must shall
    should not no said says say there when where while if because so also more most some any all one two up out""".split()
)

#: Second-person and housekeeping phrases that a page says of itself, also in whole sentences.
HOUSEKEEPING = re.compile(
    r"""
      (?<!\w)(?:  # asked first: most places in a text are inside a word
      all \s rights \s reserved | reprinted \s with \s (the \s)? permission | (published|broadcast), \s (broadcast|rewritten)
    | \b(our|this|the|a|your|daily|weekly|free|email) \s ([\w'’-]+ \s){0,3}newsletters?\b .{0,80}
        \b(sign|subscribe|inbox|delivered|receive|get|join|here)\b
    | \b(sign \s up|subscribe|register)\b .{0,60} \b(newsletters?|alerts?|updates|inbox|account|today|free|briefing|channel
      |our|us)\b
    | \b(your|our) \s (inbox|newsletters?|browser|cookies?|subscription|subscribers|app|podcast|membership)\b
    | \bmailing \s list\b | \bclick \s (here|on|below)\b | \bcharitable \s donation | \bmake \s a \s donation
    | \b(support|fund) \s (our|independent|quality) \s (\w+ \s)?(journalism|reporting|work|newsroom)
    | \b(we|site|website) \s (and \s our \s (\d+ \s)?partners \s)? uses? \s cookies
    | \bvisit \s our \s (page|site|website|blog)\b
    | \bcookies? \s (policy|settings|preferences|notice|consent)
    | \bprivacy \s (policy|notice) | \bterms \s (of|and) \s (use|service|conditions)
    | \b(follow|like|find|join) \s (us|me|the \s \w+|\w+) \s on \s (X|twitter|facebook|instagram|telegram|youtube|whatsapp
      |bluesky|tiktok|linkedin)\b
    | \bdownload \s (our|the) \s ([\w-]+ \s){0,2}app\b | \bget \s the \s app\b
    | \bfor \s more \s (stories|news|information), \s (visit|follow|go|see|click)
    | \bgetty \s images\b | \b(ap|reuters|afp|epa)(-efe)? \s? (photos?|file|images)\b
    | \b(photo|image|picture)(graph)? \s? (by|:|credit|courtesy|source)
    | \b(REUTERS|AFP|EPA|Shutterstock|Anadolu) \s? / \s? [A-Z] | \bvia \s (AP|AFP|Reuters|Getty|EPA|Anadolu)\b
    | ^\(?FILE\)? \s? [-–—:]
    | ^\W*((photo|image|picture|video) \s)?caption\b | \b(pic|photo|foto)s? \s?: | ^image \s source
    | \bhandout \s via\b
    | ^(read|see|learn) \s (more|also|next|the \s full)\b | ^(also \s read|further \s reading|more \s on \s this|read:)
    | ^(source|tags?|topics?|filed \s under|keywords|share|related|categor(y|ies)|posted \s in|photos?|image|video|credit
      |caption)\s?:
    | ^\(?c\)? \s? copyright | ^copyright\b | ^advertisement\b
    | ^this \s (story|article|page|post|report) \s (was|has \s been|is|first|originally)\b
        .{0,40}\b(published|updated|amended|edited|corrected|translated|produced|syndicated|part \s of|appeared|generated)
    | ^(correction|clarification)s? \s? : | \ban \s earlier \s version \s of \s (this|the) \s (story|article|report)\b
    | ^appeared \s in \s the\b | \boriginally \s (published|appeared) \s (on|in|at)\b | ^editor['’]?s? ['’]?s? \s note
    | ^skip \s to\b
    | ^(content \s )?warning \s? : .{0,60} \b(disturbing|distressing|graphic|upsetting)\b
    | \b(readers|viewers) \s (may|might) \s find\b .{0,60} \b(disturbing|distressing|graphic|upsetting)\b
    | \b(send|email) \s (us|your) \b.{0,30}\b(tips?|feedback|comments?|to)\b
    | ^(have|got) \s (a|any) \s (tip|story|questions?|comments?)\b
    | ^(please \s )?(log|sign) \s (in|out)\b | \bjavascript\b | \byour \s (e-?mail|email \s address|comment|subscription)\b
    | \bjoin \s the \s (conversation|discussion|debate)\b | \bterms \s apply\b
    | ^listen \s to\b .{0,60}\b(podcast|article|story)\b
    | ^watch(:| \s (the \s)? (video|live|now|more))
    | ^(read|watch|hear|see) \b [^.!?]{1,60} \s (here|below)\W*$
    ) | \(\s?(photo|image|file)\b | ©
    """,
    re.IGNORECASE | re.VERBOSE,
)

#: How a page begins to speak of itself, its makers and its readers, where nobody is reported to say it.
PAGE_VOICE = re.compile(
    r"""\W*(?:
      comments? \s (?:on \s this \s \w+ \s)?(?:are|is|have \s been|has \s been) \s (?:now \s)?
        (?:closed|disabled|moderated|turned \s off|switched \s off)
    | this \s (?:article|story|post|page|video|content) \s (?:is|can|has|contains|may) \s
        (?:more \s than|over|not|no \s longer|only|available|free|part|from|be \s updated|affiliate|sponsored)\b
    | this \s is \s (?:a|an) \s (?:developing|breaking|evolving|live|updated) \s (?:news \s)?
        (?:story|page|article|blog|situation)\b
    | (?:more|further) \s (?:details|updates|information|on \s this|to \s (?:follow|come))\b .{0,40}$
    | (?:that['’]s|that \s is|this \s is) \s (?:all|it) \s (?:from \s us|for \s (?:now|today|tonight|this))
    | (?:we|we['’]re|we['’]ve|we \s are|we \s have) \s (?:are \s)?(?:now \s)?(?:ended|ending|closing|pausing|wrapping|finishing)\b
        .{0,30}\b(?:coverage|live|blog|page)\b
    | (?:our|the|this) \s live \s (?:coverage|blog|page|reporting|updates?)\b
    | (?:hello|hi|good \s (?:morning|afternoon|evening)|welcome)\b .{0,40}\b(?:welcome|live|coverage|blog|page|joining)\b
    | (?:thanks|thank \s you) \s for \s (?:joining|reading|following|being|your|visiting|subscribing|sharing|staying|watching)\b
    | it \s was \s a \s pleasure\b | we \s value \s your\b | we \s will \s be \s back\b
    | (?:media|image|video|photo) \s captions?\b
    | (?:photos?|pictures?|videos?|graphics?|illustrations?) (?:\s and \s \w+)? \s by \s
        (?!.*\b(?:show|reveal|suggest))[^,]{2,60}$
    | (?:the \s )?(?:views|opinions) \s expressed\b
    | (?:some|parts?|additional) \s (?:of \s the \s )?(?:information|material|reporting|content)? \s?(?:for|in|of) \s this \s
        (?:report|story|article)\b
    | .{2,60} \s contributed (?:\s reporting)? \W*$
    | (?:translated|edited|compiled|reprinted|republished|syndicated) \s (?:by|from|on|in|with) \b [^,;]{0,60}$
    | (?:first|originally) \s published \b .{0,60}$
    | (?:estimated|average)? \s?(?:reading|listening) \s time\b
    | you \s can \s unsubscribe\b | sorry, .{0,80}$
    | (?:story|article|report|content) \s continues\b
    | (?:recommended|don['’]t \s miss|listen|in \s pictures|in \s brief|explainer|must \s read|see|live|quiz)\s?:\s
    | our \s (?:standards|journalism|newsroom|coverage|readers|stories|archive|series|top|most|live)\b
        .{0,60}(?:$|\b(?:is|are|funded)\b)
    | the \s story \s you\b | .{0,60} \b(?:is|are) \s not \s responsible \s for \s the \s content\b
    | (?:anyone|anybody|readers) \s (?:with|who|seeking|affected) \s .{0,60} \b(?:call|contact|phone|ring|come \s forward|email)\b
    | (?:call|contact|phone|ring) \s (?-i:[A-Z]).{0,60}\d
    | (?:unlock|click|swipe|scroll|subscribe|subscribing|tap \s (?:here|to|on|the)) \s
    | by \s (?:signing|continuing|clicking|subscribing)\b .{0,60}\b(?:you|your|our)\b
    | already \s a \s (?:subscriber|member) | (?:get|receive) \s (?:breaking|exclusive|the \s latest|our|unlimited|full|daily) \s
    | join \s (?:our|the|us)\b .{0,60}\b(?:channel|group|community|list|club|newsletter|conversation|whatsapp|telegram)\b
    | (?:if \s you) \s (?:value|enjoy|like|spot|see|have|know|would|want|wish|are|were|live|need|found|find)\b
        (?!.{0,200}\b(?:said|says|told)\b)
    | do \s you \s (?:have|know|live|work)\b | have \s your \s say\b | was \s this\b .{0,40}\b(?:helpful|useful|interesting)\b
    | to \s (?:continue|keep) \s reading\b | sign \s up \s (?:here|now|for|to)\b
    | follow \s (?:live|our|us|the \s latest|all)\b
    | you \s have \s (?:\d+|no|one|two|three) \s (?:free \s )?(?:article|stor|view|read)
    | (?:the \s (?:author|writer) | [A-Z][\w.’'-]+ (?:\s [A-Z][\w.’'-]+){1,2}) \s is \s (?-i:an?|the) \s [\w’' -]{0,40}?
        \b(?:reporter|correspondent|journalist|editor|columnist|writer|staff \s writer)\b
        (?:\s (?:based|at|for|in|of|covering|with|who \s covers|on)\b (?![^.]*\b(?:was|were|had|has|who)\b)[^.]{0,80})?
        \.? (?:\s (?:he|she|they|follow|email|you)\b .*)? $
    )""",
    re.IGNORECASE | re.VERBOSE,
)

REPORTING = re.compile(r"\b(?:said|says|told|according \s to|reported|announced)\b", re.IGNORECASE | re.VERBOSE)

#: One word of each of these phrases: a paragraph that holds none of them need not be searched.
HOUSEKEEPING_WORDS = frozenset(
    """rights permission rewritten broadcast newsletter newsletters sign subscribe register inbox browser cookie cookies
    subscription subscribers app podcast membership mailing click donation support fund uses use privacy terms x
    twitter facebook instagram telegram youtube whatsapp bluesky tiktok linkedin download more images photo photos
    file picture photograph image reuters afp epa shutterstock anadolu via handout read see learn also further source
    tag tags topic topics filed keywords share related category categories posted video credit caption copyright
    advertisement this appeared correction corrections clarification clarifications earlier originally editor editor's
    editor’s skip send email have got log please visit page pic foto javascript e-mail conversation discussion debate
    listen watch warning readers viewers""".split()
)

#: A line that opens a box or list of something else than the story.
SECTION_HEAD = re.compile(
    r"""^\W*(
      (more|other|latest|top|related|recommended|recent|trending|popular|similar|further|additional|in \s other) \s*
        (on|from|in|about|stor(y|ies)|news|articles?|coverage|posts?|topics?|reading|videos?|headlines|links|content|by
      |for \s you|now)?\b .{0,40}
    | (most|best) \s (read|viewed|popular|shared|watched|commented) .{0,20}
    | (read|see|watch|you \s (may|might)) \s (also|more|next|(also|like) .{0,20})
    | also \s (read|on|in) .{0,30} | what \s to \s read .{0,20} | don['’]t \s miss .{0,20} | what['’]s \s (next|new|hot)
    | up \s next
    | editor['’]?s['’]? \s picks? | must[ -]reads? | (site \s)?(menu|navigation|sections|links|tags|topics|archive)
    | (share|print|email|save|follow|subscribe|sign \s up|newsletters?|sponsored|promoted|partner) .{0,40}
    )[\s:.!|>»›]*$""",
    re.IGNORECASE | re.VERBOSE,
)

#: A line after which a page has said its story.
END_MARK = re.compile(
    r"""^\W*(
      (\d+ \s)?comments?(\s\(?\d+\)?)?\s*$ | leave \s a \s (comment|reply) | about \s the \s authors? | about \s us\b
    | contact \s us\b | copyright\b | ©
    | source \s?: | newsletters?\s*$ | (sign \s up|subscribe)\b .{0,60}$ | all \s rights \s reserved
    | more \s (from|stories|news|on) .{0,40}$ | most \s (read|popular|viewed) .{0,20}$
    | you \s (may|might) \s also \s like
    | (related|recommended|trending|latest|top) \s (stories|news|articles|posts|coverage|content|topics|headlines) .{0,20}$
    | (originally|first) \s published | up \s next | what \s to \s read \s next | read \s next
    )""",
    re.IGNORECASE | re.VERBOSE,
)

#: A line of a box that invites to something; such boxes stand at the end of a story, or in the midst of it.
INVITATION = re.compile(r"^\W*(?:newsletters?\s*$|(?:sign\s+up|subscribe)\b)", re.IGNORECASE)

#: "By Jane Roe and John Doe", "Written by …", "Jane Roe, Staff Writer", "Author: …".
BYLINE = re.compile(
    r"""^\W*(?:
      (?i:(?:(?:story|text|words|written|report|reported|article)\s+)?by):?\s+
        (?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October
          |November|December)\s(?![A-Z]))\b)
        (?P<by>[A-Z][^\n]{2,120}?)
    | (?i:author|reporter|correspondent|writer)s?\s?:\s?(?P<author>[A-Z][^\n]{2,100}?)
    | (?P<post>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3}),?\s+(?:(?:[A-Z][\w/]+|the)\s+){0,3}
        (?i:staff\s+(?:writer|reporter)|(?:\w+\s+)?(?:correspondent|reporter|editor)s?|reporting\s+(?:from|in)\s.{2,40}
      |in\s[A-Z][\w ]{2,30})
    )\s*$""",
    re.VERBOSE,
)

#: "With reporting by AP and Reuters", "(Reporting by …; Editing by …)", "AP contributed to this report", "Roe reported from X."
CREDIT = re.compile(
    r"""^\W*(?:
      (?:with\s+)?(?:additional\s+|further\s+|other\s+)?(?:reporting|writing|editing|files|material|information|reports?|input
      |contributions?)
        \s+(?:by|from)\s+(?P<names>.+)
    | (?P<contributors>.{2,200}?)\s+(?:also\s+)?contributed\s+(?:\w+\s+){0,2}to\s+this\s+(?:\w+\s+)?(?:report|story|article
      |piece|dispatch)\b.*
    | (?P<reporters>.{2,200}?)\s+contributed\s+reporting\b.*
    | (?P<correspondents>(?-i:[A-Z][\w'’-]+)(?:(?:,?\s+and|,)?\s+(?-i:[A-Z][\w'’-]+)){0,7})
        \s+reported\s+from(?:,?\s+(?:(?-i:[A-Z])[\w.'’-]*|and|from|in|near|the)){1,16}
    | this\s+(?:report|story|article)\s+(?:was\s+)?(?:compiled|prepared|includes?|contains?|uses?|draws?)\b.{0,60}?\b(?:by
      |from|of)\s+(?P<compiled>.+)
    | (?P<agencies>(?:AP|AFP|Reuters|dpa|DPA|TASS|Xinhua|EFE|ANSA|Interfax|Ukrinform|UPI|PA|BBC|CNN|Bloomberg|EPA|KNA|APA|Kyodo)
        (?:\s*(?:,|/|and|&|,\s*and)\s*[A-Za-z][\w/. -]{1,30})*)
    )\W*$""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)

#: "KYIV, Ukraine (AP) -- ", "GENEVA, 22 July 2025 (WHO) – ", "Manila, July 3 (AFP) - ", "LONDON: ", "(AP) – At least …".
DATELINE = re.compile(
    r"""
    (?:
      [A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}               # a place in capitals
      (?:\s\([A-Z][^()\n]{1,30}\)(?=,))?                                       # its country in brackets
      (?:,\s(?:[A-Z][\w.]+)(?:\s[A-Z][\w.]+)?)?                                  # its country or state
      (?:,?\s(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?\s?(?:\d{1,2})?(?:,?\s\d{4})?)?      # a day
      (?:\s?\([A-Za-z][^()\n]{1,40}\))?                                         # an agency
    | [A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]+){0,2}(?:,\s[^()\n–—]{2,40}?)?\s?\([A-Z][^()\n]{1,30}\)   # any place, with an agency
    | \([A-Z][A-Za-z ./]{1,20}\)(?=\s(?:--+|[–—-])\s)                             # an agency alone
    | [A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)?,\s(?:\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s\d{1,2})(?:,?\s\d{4})?
        # any place, with a day
    | [A-ZÀ-Þ][\w'’-]+(?:[ ][A-ZÀ-Þ][\w'’-]+){0,2}(?:,\s[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)?
        (?=\s(?:--+|[–—_])\s+[A-ZÀ-Þ“"«‘])                              # any place, before a sentence of its own
    )
    (?:\s?(?:--+|[–—]|_(?=\s)|(?<=\s)-|:(?=\s))|\s?/[A-Z][^/\n]{1,30}/\.?)\s*        # or an agency between strokes
    """,
    re.VERBOSE,
)

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"

#: A full calendar date as pages print it; day and month in figures only where nobody can read them in another order.
PAGE_DATE = re.compile(
    rf"""
      (?P<iso>\b\d{{4}}-\d\d-\d\d)(?!\d)
    | (?<![\d/.])(?P<day_first>1[3-9]|2\d|3[01])/(?P<month_second>0?[1-9]|1[0-2])/(?P<year_third>\d{{4}})(?![\d/])
    | (?<![\d/.])(?P<month_first>0?[1-9]|1[0-2])/(?P<day_second>1[3-9]|2\d|3[01])/(?P<year_last>\d{{4}})(?![\d/])
    | \b(?P<month>{_MONTHS}|(?:{_SHORT_MONTHS})\.?)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b
    | \b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTHS}|(?:{_SHORT_MONTHS})\.?),?\s+(?P<year2>\d{{4}})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
