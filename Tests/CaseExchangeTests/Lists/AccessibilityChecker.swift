@testable import CaseExchange

/// Finds what WCAG 2.1 AA and Section 508 forbid in a page of ours, as far as a program can tell.
///
/// Python's `html.parser` reads the page, so the writer's own idea of HTML plays no part.
enum AccessibilityChecker {
  /// A sentence for each fault; none for a page that passes.
  static func faults(in page: [UInt8]) throws -> [String] {
    OtherReader.rows(try OtherReader.run(script, on: page)).joined().map { $0 }
  }

  private static let script = #"""
    import json, re, sys
    from html.parser import HTMLParser

    VOID = {'meta', 'link', 'br', 'img', 'hr', 'input'}
    faults = []

    class Page(HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.open, self.count, self.ids, self.headings = [], {}, set(), []
            self.title, self.style, self.links, self.refs, self.tables = '', '', [], [], []
            self.doctype = False
        def handle_decl(self, text): self.doctype = self.doctype or text.lower() == 'doctype html'
        def handle_starttag(self, tag, attributes):
            a = dict(attributes)
            self.count[tag] = self.count.get(tag, 0) + 1
            if len(a) != len(attributes): faults.append(f'{tag} has an attribute twice')
            if 'id' in a:
                if a['id'] in self.ids: faults.append(f'the id {a["id"]} is used twice')
                self.ids.add(a['id'])
            for name in ('aria-labelledby', 'aria-describedby'):
                if name in a: self.refs += a[name].split()
            for name, value in attributes:
                if name.startswith('on'): faults.append(f'{tag} has a script in {name}')
                if name in ('src', 'href') and not (value or '').startswith('#'):
                    faults.append(f'{tag} points outside the page: {value}')
            if tag in ('script', 'iframe', 'object', 'link', 'img', 'form', 'base'):
                faults.append(f'there is a {tag}')
            if tag == 'html' and not a.get('lang'): faults.append('the page says no language')
            if tag == 'a': self.links.append([a.get('href', ''), ''])
            if tag == 'table': self.tables.append({'caption': '', 'th': 0})
            if tag == 'th':
                if a.get('scope') not in ('col', 'row'): faults.append('a th has no scope')
                self.tables[-1]['th'] += 1
            if tag == 'bdi' and 'dir' in a and not a.get('lang'): faults.append('an original name says no language')
            if re.fullmatch('h[1-6]', tag): self.headings.append([int(tag[1]), ''])
            if a.get('tabindex') not in (None, '0', '-1'): faults.append('tabindex reorders the page')
            if tag not in VOID: self.open.append(tag)
        def handle_endtag(self, tag):
            if not self.open or self.open[-1] != tag: faults.append(f'</{tag}> closes nothing')
            else: self.open.pop()
        def handle_data(self, text):
            if 'title' in self.open: self.title += text
            if 'style' in self.open: self.style += text
            if 'a' in self.open: self.links[-1][1] += text
            if 'caption' in self.open: self.tables[-1]['caption'] += text
            if self.open and any(re.fullmatch('h[1-6]', t) for t in self.open): self.headings[-1][1] += text

    with open(sys.argv[1], encoding='utf-8', newline='') as f: text = f.read()
    page = Page()
    page.feed(text)
    page.close()

    def need(condition, fault):
        if not condition: faults.append(fault)

    need(page.doctype, 'there is no doctype')
    need(not page.open, f'not closed: {page.open}')
    need(page.title.strip(), 'there is no title')
    levels = [level for level, _ in page.headings]
    need(levels.count(1) == 1, f'there are {levels.count(1)} h1')
    need(levels[:1] == [1], 'the first heading is not h1')
    need(all(b <= a + 1 for a, b in zip(levels, levels[1:])), 'a heading level is skipped')
    need(all(words.strip() for _, words in page.headings), 'a heading is empty')
    for tag in ('header', 'main', 'footer'): need(page.count.get(tag) == 1, f'there is not one {tag}')
    need(page.tables, 'there is no table')
    for table in page.tables:
        need(table['caption'].strip(), 'a table has no caption')
        need(table['th'], 'a table has no headers')
    need(page.links and page.links[0][0] == '#content', 'the first link does not skip to the content')
    for target, words in page.links:
        need(words.strip(), 'a link is empty')
        need(target[1:] in page.ids, f'the link {target} leads nowhere')
    for ref in page.refs: need(ref in page.ids, f'the label {ref} is missing')

    # Colour. A rule that names one must name both; what it lacks comes from body.
    rules = {}
    for selector, body in re.findall(r'([^{}]+)\{([^{}]*)\}', page.style):
        rules.setdefault(selector.strip(), {}).update(
            (k.strip(), v.strip()) for k, v in (d.split(':', 1) for d in body.split(';') if ':' in d))

    def luminance(colour):
        if not re.fullmatch('#[0-9a-fA-F]{6}', colour):
            faults.append(f'the colour {colour} cannot be judged')
            return 0
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    body = rules.get('body', {})
    need('color' in body and 'background' in body, 'the page names no colours')
    for selector, rule in rules.items():
        if not {'color', 'background'} & set(rule): continue
        pair = [luminance(rule.get(k, body.get(k, '#777777'))) for k in ('color', 'background')]
        ratio = (max(pair) + 0.05) / (min(pair) + 0.05)
        need(ratio >= 4.5, f'{selector}: contrast {ratio:.2f}')
    # Colour alone: links must be told from text otherwise too, and focus must show.
    need(rules.get('a', {}).get('text-decoration') == 'underline', 'links differ by colour alone')
    need(any(':focus' in s and 'outline' in r for s, r in rules.items()), 'focus does not show')
    need('@media print' in page.style, 'there is no print style')
    need('url(' not in page.style and '@import' not in page.style, 'the style loads something')
    json.dump([faults], sys.stdout)
    """#
}
