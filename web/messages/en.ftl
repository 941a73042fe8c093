# The sentences of the pages, by the keys of ja.ftl. { " " } keeps a space before a link that follows.

base =
    .language = English
    .name = Measures of the plans and their results
    .places = Main pages
    .skip = Skip to content
    .catalogue = Catalogue of the data (DCAT)
    .search = Search
    .progress = Progress
    .glossary = Terms
    .data = Data
    .help = Help
    .details = Details
    .scanned = The text was read from the printed plan by a machine (OCR) and may contain errors. The printed plan is the official text. It is in Japanese only.
    .read = The text was read from the files of the plan by a machine. The original document is the official text. It is in Japanese only.
    .built-on = Index built on { $day }
    .about-plan = About the plan
    .about-data = About the data
    .api = Using the API
    .accessibility = Accessibility
    .counted = Words that find nothing, and the words typed instead that do, are counted without knowing who typed them.

count =
    .results = { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
    .results-after = { $count ->
        [one] result
       *[other] results
    }
    .boxed = { $count }
    .in-all = { $count } in all

list =
    .comma = { ", " }
    .dot = { ", " }
    .or = { " or " }
    .or-quoted = { " or " }

facet =
    .kind = Kind
    .period = Period
    .has_result = Result
    .report_covers = Report on the plan's years
    .overdue = Deadline
    .municipality = Municipality
    .plan = Plan
    .chapter = Chapter
    .policy = Policy
    .subsection = Subsection
    .department = Department
    .related_department = Related department
    .involved_department = Department in charge or related
    .organisation = Organisation
    .category = Category
    .status = State of the result
    .year = Fiscal year of the plan
    .result_year = Fiscal year of the result
    .has_note = Notes on terms
    .plan_start = First fiscal year of the plan
    .plan_end = Last fiscal year of the plan

# Sentences under the headings of filters with like names
facet-hint =
    .period = when it is planned for
    .has-result = if something was done
    .status = the state that the report gives
    .category = marks that the plan gives
    .report-covers = if there is a report of its years

kind =
    .measure = Measure
    .removed = Removed item
    .framework = Framework item
    .text = Text
    .note = Terms
    .figure = Figure
    .preamble = Preamble

has_result =
    .true = Reported
    .false = None
    .unknown = No report

result =
    .true = Result reported
    .false = No result
    .unknown = No report

report_covers =
    .period = Reported
    .before = Waiting for a report
    .none = No report

overdue =
    .true = Overdue
    .false = Not known to be overdue

status =
    .reported = Reported
    .partial = Partly none
    .none_stated = No result
    .not_done = Not done
    .not_started = Not begun
    .under_consideration = Under consideration
    .cancelled = Cancelled
    .completed = Completed
    .completed_earlier = Completed before the period
    .discontinued = Discontinued
    .not_due = Not due
    .blank = Blank
    .see_original = See the original

value =
    .not-stated = Not stated
    .reprint = Printed again

sort =
    .auto = Automatic
    .relevance = Relevance
    .number = Number
    .period = Period
    .result = Result (done, nothing done, no report)
    .title = Title (order of the kana)

direction =
    .asc = From the first
    .desc = From the last

search =
    .title = Search measures and results - { $name }
    .title-filtered = { $count ->
        [one] { $count } filtered result - { $name }
       *[other] { $count } filtered results - { $name }
    }
    .title-words = { $count ->
        [one] “{ $words }”: { $count } result - { $name }
       *[other] “{ $words }”: { $count } results - { $name }
    }
    .skip = Skip to results
    .heading = Search the plan and its results
    .about-one = Here anyone can look up the actions (measures) of the plan “{ $plan }”: what each is about, and what became of it (the result).
    .about-published = Here anyone can look up the actions (measures) of the plan “{ $plan }” by { $publisher }: what each is about, and what became of it (the result).
    .reported-until = The results are those reported for { $years }.
    .about-several = Here anyone can look up the actions (measures) of municipal plans: what each is about, and what became of it (the result).
    .label = Search by words (in Japanese)
    .hint = Type what you want to know, in everyday words or a whole sentence.
    .examples = For example
    .filters = Filter and sort
    .chosen = ({ $count } selected)
    .default-kinds = If none is chosen: measures, removed items, framework items and texts.
    .remove = Remove filter:
    .chip = { $facet }: { $value }
    .about-plan = About “{ $plan }”
    .quoted = “{ $words }”
    .order = Sort by
    .apply = Apply
    .clear = Clear all filters
    .range = { $from } to { $to }
    .take = Table, save, print
    .save = Save this list:
    .print = Print
    .views = Show as:
    .cards = Details
    .table = Table
    .as-words = Words such as “{ $words }” were read as filters. To search for them as words, quote them: { $quoted }
    .exact = Only what is spelled as typed is searched.{ " " }
    .include-spellings = Include other spellings
    .inexact = Other spellings and words of like meaning are included.{ " " }
    .only-exact = Only as typed
    .as-typed = Search for “{ $words }” as typed
    .empty-page = There is nothing on this page.{ " " }
    .first-page = See the first page
    .partial = Near: with some of the words, or near in meaning (not counted)
    .near = Does not have the words as typed. It may be near in meaning.
    .missing = Does not hold: { $words }
    .contents = Browse the contents
    .contact = Contact ({ $plan }): { $contact }
    .pages = Pages
    .previous = Previous { $count }
    .next = Next { $count }
    .how-to = How to search

examples =
    .all-words = words parted by spaces: what holds all of them
    .any-word = OR: what holds either word
    .without = - before a word: leaves out what holds it
    .quoted = quotation marks: exactly as written
    .title = in the title (実績: in the result)
    .number = the number of a measure
    .year = a fiscal year, in either calendar
    .filters = period and result, said in words

nothing =
    .found = Nothing was found.
    .did-you-mean = Did you mean
    .ways = This would find something
    .without = Remove the filter “{ $words }”
    .any-word = Search for any of the words
    .kinds = Search in { $kinds } too
    .subjects = What the plan is about
    .ask = For anything else, ask the office that published the plan. No contact is stated.
    .ask-of = For anything else, ask { $office }. No contact is stated.
    .everything = See all measures

browse =
    .beside = Under none of these (removed items)
    .words = Frequent words
    .unchanged = Nothing has changed since the version of { $since }.
    .changed = Since the version of { $since }: { $changes }.
    .added = { $count } added
    .altered = { $count } changed
    .removed = { $count } removed

item =
    .plan = Plan
    .text = Text
    .result = Result
    .no-text = There is no text.
    .reported-early = This report is from before the plan's years.
    .other-title = Other title: { $title }
    .term = Term: { $term }
    .departments = Departments
    .related-departments = Related departments
    .organisations = Organisations
    .source = Source
    .named = { $label }: { $text }
    .line = line { $lines }
    .lines = lines { $lines }

place =
    .line = line { $number }
    .lines = lines { $from } to { $to }
    .page = p. { $number }
    .pages = pp. { $from }–{ $to }
    .paragraph = paragraph { $number }
    .paragraphs = paragraphs { $from } to { $to }
    .cells = { $from }–{ $to }
    .sheet = sheet { $sheet }, { $cells }

table =
    .label = Table of results
    .number = Number
    .title = Title
    .has-result = Result or not
    .bodies = Departments, organisations
    .text = Text of the plan
    .without-text = Leave out the text of the plan
    .with-text = Show the text of the plan too
    .source = Source
    .about = ({ $about })

notice =
    .newest-report = Results and their states are those of the newest report, which may be on another year than the chosen one.
    .no-words = There is no word to search for: everything is shown.
    .read-as-nearest = No result of this plan has the state “{ $words }”. It is read as the nearest filter, “{ $facet }: { $value }”.
    .read-as-filter = “{ $words }” was read as the filter “{ $facet }: { $value }”. To search for it as words, write { $quoted }
    .chosen-instead = “{ $words }” is the filter “{ $facet }: { $value }”, but { $facet } ({ $chosen }) was chosen. To search for it as words, write { $quoted }
    .excluded-as = “{ $words }” was left out as { $others }, which is read alike.
    .corrected = There is no “{ $words }”; taken as a slip, it was searched for as { $others }.
    .truncated = Too long: only the first { $count } letters were searched.
    .no-match = The words { $words } were not found.
    .no-match-filtered = The words { $words } were not found within these filters.
    .no-report-of = No report is about { $words }.
    .unknown-words = The plan never says { $words }: the other words were searched.
    .no-departments = The documents of this plan name no departments.
    .nothing-holds-all = Nothing was found about all of the words.
    .of-kind = { $count } in { $kind }
    .other-kinds = There are { $places }: choose their kind to see them.
    .bad-value = { $text }
    .as-of = The content is as of { $day }.
    .refused = The change to the documents has errors, so the previous content is shown.
    .unread = The documents have changed but cannot be read. The previous content is shown.

reason =
    .reading = read like “{ $words }”
    .slips = { $count } letters from “{ $words }”
    .part = part of “{ $words }”
    .beginning = begins with “{ $words }”

met =
    .organisation = “{ $words }” was found as the organisation { $others }, which the plan calls by another name.
    .spelling = “{ $words }” was found as { $others }, another spelling.
    .reading = “{ $words }” was found as { $others }, read alike.
    .slip = “{ $words }”, taken as a slip, was found as { $others }.
    .meaning = “{ $words }” was found as { $others }, of like meaning.
    .abbreviation = “{ $words }” was found as { $others }, its longer or shorter name.
    .other = “{ $words }” was found as { $others }.
    .within-written = “{ $words }” is within { $others }.
    .is-written = “{ $words }” is the same as { $others }.
    .overlaps-written = “{ $words }” overlaps { $others }.
    .within-plan = “{ $words }” is within the plan's years ({ $years }).
    .is-plan = “{ $words }” are the plan's years ({ $years }).
    .overlaps-plan = “{ $words }” overlaps the plan's years ({ $years }).
    .within-result = “{ $words }” is within the result's years ({ $years }).
    .is-result = “{ $words }” are the result's years ({ $years }).
    .overlaps-result = “{ $words }” overlaps the result's years ({ $years }).

entry =
    .added-from = Results from these documents are not part of the plan: { $files }
    .place = Place in the plan
    .reprint-of = Printed again. The original:
    .show-readings = Show readings (furigana)
    .hide-readings = Hide readings (furigana)
    .show-printed = See the text as printed ({ $count } repairs)
    .hide-printed = See the repaired text only
    .printed-hint = “As scanned” is what the machine (OCR) read from the printed plan. “Repaired” has its errors mended. Differences are marked.
    .printed-hint-file = “As scanned” is the text of the file. “Repaired” has wrong characters mended. Differences are marked.
    .printed = As scanned
    .repaired = Repaired
    .nothing = (nothing)
    .not-repaired = Nothing was repaired.
    .part-title = Title
    .part-title-variant = Other title
    .part-headings = Headings
    .part-result = Result { $years }
    .part-whole = the whole
    .plan-years = Years of the plan: { $years }
    .result-years = Years of the result: { $years }
    .no-report = There is no report.
    .reported-before = This document has no result for the plan's years ({ $planned }), only a report for { $reported }.
    .reported-part = Of the plan's years ({ $planned }), this document has results for { $reported } only.
    .scanned = This text was read from the printed plan by a machine (OCR); the printed plan is the official text. If you find an error, please tell the office that published the plan.
    .scanned-tell = This text was read from the printed plan by a machine (OCR); the printed plan is the official text. If you find an error, please tell:
    .read = This text was read from a file of the plan by a machine; the original document is the official text. If you find an error, please tell the office that published the plan.
    .read-tell = This text was read from a file of the plan by a machine; the original document is the official text. If you find an error, please tell:
    .terms = Terms
    .term-page = The page of this term
    .reprints = Printed again
    .resembles = Most like it in the plan in force
    .removed-like = Removed items that are like it
    .earlier = In the previous plan
    .later = In the next plan
    .by-year = Results by year
    .related = Related measures
    .shared = Words in common: { $words }
    .details = Details
    .indicators = Indicators
    .baseline = baseline { $value }
    .target = target { $value }
    .actual = FY{ $year } { $value }
    .plan = Plan
    .published-at = Published at
    .contact = Contact
    .licence = Conditions of use
    .source = Source
    .document = Document { $file }
    .part-at = { $place }: { $parts }
    .from = Source: { $place }
    .overdue-is = Overdue: the report on the plan's last year ({ $year }) says that nothing was done, and no report since the plan's first year says that anything was.
    .all-overdue = All that are overdue
    .file-at = { $file }, { $place }
    .original = The published document ({ $file })
    .original-page = The published document ({ $file }), p. { $page }
    .quote = The text as it stands in the document
    .open-source = Open the document
    .copy-citation = Copy the citation
    .copy-address = Copy the address
    .copied = Copied.
    .not-copied = It could not be copied. Please select the text.
    .repairs = Repairs of the scan
    .read-as = { $place }: “{ $printed }” is read as “{ $repaired }”
    .left-out = { $place }: “{ $printed }” is left out
    .address = Address of this page
    .json = { $id } (JSON)
    .cite = How to cite it
    .beside = Before and after
    .previous = Previous: { $title }
    .next = Next: { $title }

contact =
    .heading = Contact
    .programme = Today
    .programme-page = The page about what this measure offers today ({ $host })
    .measure = This measure
    .desk = Desk of the plan
    .telephone = Telephone { $number }
    .mail = Mail { $address }
    .page = Web page ({ $host })
    .departments = Contacts of the departments
    .departments-of = Contacts of the departments ({ $plan })
    .form = Report an error by form
    .write = Report an error by mail
    .subject = Error in the text: { $title }
    .of-plan = Plan: { $text }
    .of-entry = Entry: { $text }
    .of-title = Title: { $text }
    .of-file = Document: { $text }
    .of-line = Place: { $text }
    .of-page = Page: { $text }
    .wrong = What is wrong:
    .right = The right text, if you know it:

progress =
    .heading = Progress of the plan
    .hint = What the reports on results tell, counted in four parts. Each number opens its list.
    .table = Table of progress
    .summary = In all
    .share = { $count } ({ $percent } %)
    .with = { $count } reported
    .without = { $count } none
    .waiting = { $count } waiting
    .no-report = { $count } no report
    .with-is = A report reaches into the plan's years, and by the newest one something was done
    .without-is = A report reaches into the plan's years, and by the newest one nothing was done (none, not started, considered, cancelled)
    .undone-sum = A search for "nothing done" finds { $all }: the { $without } above, and { $waiting } of those that wait for a report, whose report from before the plan's years says that nothing was done.
    .waiting-is = The reports ended before the plan's years
    .no-report-is = There is no report, or it does not tell
    .removed-is = Removed items wait for no report and have no deadline. A report of any years counts.
    .reported = Years reported on: { $years }
    .no-value = { $facet }: none
    .no-section = Outside of the contents (removed items)
    .total = Total
    .all-kinds = The same with removed and framework items
    .chart = As a chart
    .bar = { $label }: { $with } reported, { $without } none, { $waiting } waiting for a report on their years, { $unknown } no report
    .overdue = Overdue
    .waiting-list = Waiting for a report on their years
    .none-listed = None.
    .overdue-hint = The plan's last year (FY{ $year } or before) was over by { $day }, the report that covers it says that nothing was done, and no report since the plan's first year says otherwise. Removed items do not count.
    .waiting-hint = The reports ended before the plan's years. The documents here do not tell what was done in those years.
    .list = List of { $count }
    .more = { $count } more.
    .save = Save this table:
    .other = Make another table
    .rows = Rows
    .columns = Columns
    .at = Day by which periods are over
    .apply = Make the table

glossary =
    .heading = Terms
    .hint = Words of the plan, in Japanese. The numbers say how much each word or organisation finds.
    .on-this-page = On this page
    .terms = Terms explained
    .organisations = Organisation
    .words = Words
    .search-for = Search for “{ $words }”:
    .organisation-rows = Organisations by their first kana
    .word-rows = Words by their first kana
    .words-hint = Words of two entries or more, the { $count } most frequent ones, in the order of their readings. Words that nearly every entry has are left out. A machine gave the readings: the order may be wrong.
    .others = Latin letters and others

help =
    .heading = Help
    .intro = Search the measures of the plan and what became of them. No registration and no login. The plan is in Japanese only, and is searched by Japanese words; kana and Latin letters (shoutengai) work too.
    .by-words = Search by words (in Japanese)
    .search-page = the search page
    .open = : open it.
    .type = Type any word into the search box: kanji, hiragana or Latin letters.
    .press = Press Search for the list of measures. Press a title to read all of a measure.
    .spellings = Other spellings are found (取組, 取り組み), and words of like meaning (お店, 商店). Each hit says by which word it was found.
    .examples = Examples
    .examples-hint = Press one to search for it.
    .filters = Filters
    .filters-hint = Choose a period or whether there is a result, and press Apply. Two choices in one box mean either. What is chosen stands above the list; press it to remove it.
    .meanings = What the words mean
    .measure = One thing that the plan decides to do.
    .periods = 短期, 中期, 長期
    .periods-are = When a measure is to be carried out: short, middle or long term. The years stand with each measure.
    .periods-of = When a measure is to be carried out: short, middle or long term. The years stand with each measure. The whole plan: { $plans }.
    .with-result = There is a report of what was done.
    .with-result-of = There is a report of what was done. Years reported on: { $plans }.
    .without-result = The plan says that there is none: it was not done, or not yet.
    .no-report = There is nothing where the result would stand. Whether it was done cannot be told from this document.
    .early = A report from before the plan's years
    .early-is = The result is of years before those that the measure is planned for. This document has none for the plan's years.
    .overdue-is = The plan's last year is over, the report that covers it says that nothing was done, and no report since the plan's first year says otherwise.
    .removed = Stood in the plan before and was taken out when it was revised. Its result in that plan is here.
    .framework = How the plan is carried out and watched. It has no result.
    .text = What was read from a document and is no measure or other item. Listed after measures with the same words, and not counted as progress.
    .others = Terms, figures, preambles
    .others-are = Explanations, captions, and text at the beginning of chapters. Searched only when chosen under Kind.
    .reprint = Printed again
    .reprint-is = A measure that stands elsewhere, printed again.
    .plan-years = { $plan } ({ $years })
    .reading = Easier reading
    .reading-hint = On the page of a measure, readings can be shown above the kanji. A machine gave them: they may be wrong. Where errors of the scan were repaired, the text as printed can be shown.
    .taking = Taking it away
    .taking-hint = Excel, CSV and JSON above a list save exactly that list, in Japanese. Print opens a table for paper or PDF. Table shows the list for comparing, sorted by number, title or period. From the table you can also save an Excel file with the main columns only, or with one sheet for each department or policy.
    .address-hint = The address (URL) holds every condition: bookmark it or send it.
    .mistakes = If you find an error
    .scanned = The text was read from the printed plan by a machine (OCR). Errors may remain.
    .no-contact = No contact is stated. Please tell the office that published the plan.
    .programs = For programs, see{ " " }
    .programs-see = { "." }

accessibility =
    .heading = Accessibility
    .intro = Everyone should be able to read the plan and its results, whatever their age, disability or device.
    .aim = Aim
    .aim-is = The aim is level AA of WCAG 2.2, with regard to level AA of JIS X 8341-3:2016. No third party has tested it, and conformance is not claimed.
    .scope = This is about every page of this service, not about other sites that it links to.
    .done = What is done
    .keyboard = The keyboard is enough, and a thick frame shows where you are.
    .no-script = Searching and reading work without scripts (JavaScript). Buttons that copy a citation are not shown.
    .large = With text twice as large, and on a screen 320 pixels wide, nothing has to be moved sideways (tables move within themselves).
    .no-colour = Nothing is said by colour alone.
    .schemes = Dark schemes, high contrast and reduced motion are followed.
    .input = No search begins while kana are being converted to kanji.
    .readings = Readings (furigana) can be shown above the kanji.
    .checks = How it is checked
    .checks-are = With every change of the program the pages are opened in a real browser (Chromium, driven by Playwright) and checked with axe-core (rules of levels A and AA of WCAG 2.0 to 2.2), at 320, 390 and 1280 pixels, in light and dark schemes. Automatic checks cover only some of the criteria.
    .problems = Known problems
    .problem-scan = The text comes from a scan and may sound odd when read aloud.
    .problem-reader = No user of a screen reader has tested it yet.
    .problem-readings = A machine gave the readings: they may be wrong.
    .problem-english = In English too, the plan's own text is Japanese.
    .contact = Contact

workbook =
    .heading = Excel for work:
    .slim = Excel, main columns only
    .divided = Excel, one sheet each: { $facet }
    .of-rows = The entries of this table (Excel, one sheet each: { $facet })

plan-page =
    .entries = Entries of this plan
    .about = About this plan
    .contents = Contents
    .earlier = Earlier editions
    .later = Later editions
    .documents = Documents read
    .documents-hint = The number counts entries that the document states or reports on.
    .take = Download this plan
    .json = JSON about this plan

source =
    .lines = { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
    .cells = { $count ->
        [one] { $count } cell
       *[other] { $count } cells
    }
    .pages = { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
    .sheets = { $count ->
        [one] { $count } sheet
       *[other] { $count } sheets
    }
    .sheet = Sheet { $name }
    .grid = Table
    .scanned = The text was read from a printed document by a machine (OCR). Repaired places are marked, with the text as scanned. Numbers are the lines of this document.
    .read = The text was read from a file. Repaired places are marked, with the text of the file.
    .original = The published document
    .nothing = This document has no text that can be read.
    .parts = Parts of the document
    .part = { $from }–{ $to }
    .read-as = “{ $printed }” is read as “{ $repaired }”
    .left-out = “{ $printed }” is left out

data =
    .heading = About the data
    .now = What can be searched now
    .built-at = Built at
    .in-japan = { $time } (Japan time)
    .entries = Entries
    .meaning = Meaning
    .meaning-used = Where few entries have the words, those near in meaning are looked for too. Model:
    .meaning-unused = Not used (entries are found by words alone)
    .version = Version of the data
    .version-hint = The version is computed from program, dictionary, lexicon and documents: the same from the same, another if one letter differs.
    .refused = Changes that are not taken up
    .refused-hint = The documents have these errors. Until they are mended no change is taken up, and what was there before is searched.
    .changes = Changes since the version before
    .since = The version before was built at { $time }
    .all-alike = Every entry is the same.
    .no-version = There is no version before to compare with.
    .added = Added entries ({ $count })
    .removed = Removed entries ({ $count })
    .altered = Changed entries ({ $count })
    .more = { $count } more
    .plan = Plan
    .publisher = Publisher
    .edition = Edition
    .plan-years = Years of the plan
    .result-years = Fiscal year of the result
    .not-stated = Not stated
    .take-all = Take all measures (with removed and framework items and texts, without notes, figures and prefaces)
    .xlsx = Excel (XLSX)
    .csv = CSV (UTF-8 with BOM)
    .json = JSON
    .jsonl = JSON Lines (one entry a line)
    .take-hint = For the results of a search alone, choose a format on the search page.
    .api = For programs (the API)
    .catalogue = Catalogue of the data (DCAT)
    .findings = What was noticed while reading
    .no-findings = None.
    .errors = Errors ({ $count })
    .warnings = Warnings ({ $count })
    .notes = Notes ({ $count })
    .more-findings = { $count } more. `shisaku check` shows all of them.

print =
    .title = List of { $count } - { $name }
    .title-words = “{ $words }”: list of { $count } - { $name }
    .skip = Skip to the list
    .heading = List of measures and results
    .hint = Your browser's Print (Ctrl+P, or the Share menu of a phone) makes paper or a PDF of it.
    .back = Back to the search
    .workbook = Save as Excel
    .file = Source documents
    .cut = Too many: only the first { $shown } are shown. Save all { $count } as Excel or CSV.

condition =
    .plan = Plan
    .words = Words searched for
    .nothing = (nothing)
    .filter = Filter: { $facet }
    .by-default = { $values } (default)
    .matching = Words that match
    .all-words = All of the words
    .any-word = Any of the words
    .spelling = Spelling
    .as-typed = Only as typed
    .direction = Direction
    .at = Overdue by
    .order = Sort by
    .count = Number of results
    .reading = How the words were read
    .exported-at = Written at
    .built-at = Index built at
    .version = Version of the data
    .source = Source
    .licence = Conditions of use
    .contact = Contact
    .not-stated = Not stated
    .made = How it was made
    .made-by-machine = A machine read the documents of the plan, and its errors were mended. The printed plan is the official text.

error =
    .no-page = There is no such page
    .no-file = There is no such file
    .address = The address seems to have changed or to be mistyped.
    .no-entry = There is no such entry
    .entry-gone = The plan may have been revised and its numbers changed, or the address is mistyped.
    .no-plan = There is no such plan
    .plan-gone = The name of the plan may have changed, or the address is wrong.
    .no-source = There is no such document
    .source-gone = Only documents of the index can be shown. Please choose one on the page of its plan.
    .too-long = The words are too long
    .shorten = Please try again with fewer words.
    .failed = The search does not work now
    .later = Please try again later.
    .method = This method is not allowed
    .use-get = { $method } is not allowed. Use GET.

api =
    .heading = Using the API
    .intro = Programs can search measures and results. Everything is read-only and needs neither registration nor key. The description for machines is
    .intro-after = (OpenAPI 3.1).
    .rules = Rules
    .requests = Requests
    .requests-are = Send GET or HEAD. Values are UTF-8, percent-encoded. Pages of other sites can read the answers too (CORS).
    .unknown = Unknown names
    .unknown-are = Unknown parameters, bad values and a repeated parameter that may occur once are refused with 400, and the right ones are named. Nothing is ignored silently.
    .paging = Paging
    .paging-is = Send `next_offset` of the answer as `offset` for the next page. It is null on the last page. An answer holds at most 100 entries.
    .filters = Filters
    .filters-are = The names of `facets` in the answer are the names of the parameters, and `value` is their value. A repeated name means “any of these”, different names mean “all of these”. The counts leave out what is chosen in their own facet: they are the counts of the next choice.
    .order = Order
    .order-is = The order of the parameters means nothing. The `Link` header (rel="canonical") gives the one address of a search.
    .result = Result
    .result-is = `has_result` is true (reported), false (none) or null (no report; unknown as a filter). A blank is not “none”.
    .version = Version of the data
    .version-is = The data are the same if `index.fingerprint` is the same.
    .sparing = Be sparing
    .sparing-is = The number of requests is not limited. To read a resource again, send its `ETag` as `If-None-Match`: if nothing has changed, the answer is 304 without a body. An answer can be kept for 60 seconds. To gather everything, send one request at a time.
    .asking = Questions
    .asking-is = Quote the `X-Request-Id` of the answer. You can send one of your own (up to 64 letters, digits and - . _ :).
    .parameters = { $count ->
        [one] { $count } parameter
       *[other] { $count } parameters
    }
    .required = required
    .values = Values:
    .more-values = and more
    .bounds = { $from } to { $to }.
    .bounds-default = { $from } to { $to }. Default: { $default }.
    .answers = Answer: { $media }
    .mistakes = Errors
    .mistakes-are = Errors are answered as `application/problem+json` (RFC 9457). `type` leads to the explanation below, `param` names the parameter, and `detail` says how to mend it.
