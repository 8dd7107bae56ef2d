import fontoxpath from 'fontoxpath'; // CommonJS: Node sees its default export only
import { parseXmlDocument, type Document, type Element, type Node } from 'slimdom';

/**
 * ISO Schematron with the XPath 2 query binding, as far as the PDS4 dictionaries go: `ns`, `pattern`, `rule` (context, let, assert,
 * report, role) and `value-of`. Not supported: phases, abstract patterns and rules, `include`, `diagnostics`, XSLT functions.
 */
export interface Schematron {
  readonly patterns: readonly (readonly Rule[])[];
  readonly namespaces: Readonly<Record<string, string>>;
}

interface Rule {
  readonly paths: readonly ContextPath[];
  /** `let ... return array { test, test, ... }`: one evaluation for all tests of a context. */
  readonly expression: string;
  readonly lets: string;
  readonly checks: readonly Check[];
}

/** A location path from the document node. A chain of plain child steps is matched without XPath, which saves nine tenths of the time. */
interface ContextPath {
  readonly path: string;
  /** Names of the steps, innermost first, or null when the path is more than that. */
  readonly steps: readonly { readonly namespace: string; readonly name: string }[] | null;
  /** Local names that the document must have for the path to find anything. */
  readonly needs: readonly string[];
}

interface Check {
  readonly test: string;
  readonly failsWhen: boolean;
  readonly severity: 'error' | 'warning';
  readonly title: string;
  /** Text and `value-of` expressions in turn. */
  readonly message: readonly ({ readonly text: string } | { readonly select: string })[];
}

export interface RuleFailure {
  readonly node: Node;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
}

const { evaluateXPath, evaluateXPathToBoolean, evaluateXPathToNodes, evaluateXPathToString } = fontoxpath;

interface XPathOptions {
  readonly namespaceResolver: (prefix: string) => string | null;
}
const SCH = 'http://purl.oclc.org/dsdl/schematron';
const children = (element: Element, name: string) =>
  element.children.filter((child) => child.namespaceURI === SCH && child.localName === name);
const attribute = (element: Element, name: string) => element.getAttribute(name) ?? '';
const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Reads a Schematron schema. Throws when it is not XML or not Schematron. */
export function compileSchematron(text: string): Schematron {
  const root = parseXmlDocument(text).documentElement!;
  if (root.namespaceURI !== SCH || root.localName !== 'schema') throw new TypeError('not a Schematron schema');
  const namespaces = Object.fromEntries(
    children(root, 'ns').map((ns) => [attribute(ns, 'prefix'), attribute(ns, 'uri')]),
  );
  const shared = children(root, 'let');
  const patterns = children(root, 'pattern').map((pattern) => {
    const lets = [...shared, ...children(pattern, 'let')];
    return children(pattern, 'rule').map((rule) => compileRule(rule, lets, namespaces));
  });
  return { patterns, namespaces };
}

function compileRule(rule: Element, outer: readonly Element[], namespaces: Readonly<Record<string, string>>): Rule {
  const paths = splitUnion(attribute(rule, 'context')).map((context) => compilePath(context, namespaces));
  const elements = rule.children.filter((child) => child.localName === 'assert' || child.localName === 'report');
  // Variables of schema and pattern see the document, those of the rule its context node (ISO/IEC 19757-3 section 5.4.5)
  const bind = (one: Element, value: string) => `let $${attribute(one, 'name')} := (${value}) return `;
  const lets = [
    ...outer.map((one) => bind(one, `/ ! (${attribute(one, 'value')})`)),
    ...children(rule, 'let').map((one) => bind(one, attribute(one, 'value'))),
  ].join('');
  const tests = elements.map((element) => `boolean((${attribute(element, 'test')}))`);
  return {
    paths,
    lets,
    expression: `${lets} array { ${tests.join(', ')} }`,
    checks: elements.map((element) => compileCheck(element, attribute(rule, 'role'))),
  };
}

function compileCheck(element: Element, ruleRole: string): Check {
  const title = element.children.find((child) => child.localName === 'title');
  const role = attribute(element, 'role') || ruleRole;
  const parts = element.childNodes.filter((node) => node !== title && node.nodeType !== 8); // 8: comments
  return {
    test: attribute(element, 'test'),
    failsWhen: element.localName === 'report',
    severity: /^(warn|info)/i.test(role) ? 'warning' : 'error',
    title: tidy(title?.textContent ?? '') || attribute(element, 'id') || tidy(attribute(element, 'test')),
    message: parts.map((node) => {
      const isValue = node.nodeType === 1 && (node as Element).localName === 'value-of';
      return isValue ? { select: attribute(node as Element, 'select') } : { text: node.textContent ?? '' };
    }),
  };
}

/** The alternatives of a pattern: split at `|` outside brackets and quotes. */
function splitUnion(context: string): string[] {
  const parts = [''];
  let [depth, quote] = [0, ''];
  for (const letter of context) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ('[('.includes(letter)) depth += 1;
    else if ('])'.includes(letter)) depth -= 1;
    if (letter === '|' && depth === 0 && quote === '') parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

function compilePath(context: string, namespaces: Readonly<Record<string, string>>): ContextPath {
  const path = context.startsWith('/') ? context : `//${context}`;
  const chain = path.startsWith('//') ? path.slice(2).split('/') : [];
  const isChain = chain.length > 0 && chain.every((step) => /^[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*$/.test(step));
  const steps = chain.map((step) => {
    const [prefix = '', name = ''] = step.split(':');
    return { namespace: namespaces[prefix] ?? '', name };
  });
  return { path, steps: isChain ? steps.reverse() : null, needs: elementSteps(path) };
}

/** Local names of the element steps of a path, predicates left out: without any of these in the document the path finds nothing. */
function elementSteps(path: string): string[] {
  let bare = path;
  for (let shorter = ''; shorter !== bare; bare = bare.replace(/\[[^[\]]*\]/g, '')) shorter = bare;
  const steps = bare.split('/').map((step) => /^(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)$/.exec(step.trim())?.[1]);
  return steps.filter((name) => name !== undefined);
}

/** The elements of a document by local name. */
function elementsByName(document: Document): Map<string, Element[]> {
  const index = new Map<string, Element[]>();
  const visit = (element: Element) => {
    const known = index.get(element.localName);
    if (known === undefined) index.set(element.localName, [element]);
    else known.push(element);
    for (const child of element.children) visit(child);
  };
  if (document.documentElement !== null) visit(document.documentElement);
  return index;
}

function matchesChain(element: Element, steps: NonNullable<ContextPath['steps']>): boolean {
  let at: Element | null = element;
  for (const { namespace, name } of steps) {
    if (at === null || at.localName !== name || at.namespaceURI !== namespace) return false;
    at = at.parentElement;
  }
  return true;
}

function* contextNodes(
  { path, steps, needs }: ContextPath,
  document: Document,
  index: Map<string, Element[]>,
  options: XPathOptions,
) {
  if (steps !== null) {
    for (const element of index.get(steps[0]!.name) ?? []) if (matchesChain(element, steps)) yield element as Node;
  } else if (needs.every((name) => index.has(name))) {
    yield* evaluateXPathToNodes(path, document, null, null, options) as Node[];
  }
}

/** Everything in `document` that the schema objects to. In a pattern the first rule that matches a node is the only one that fires. */
export function runSchematron(schematron: Schematron, document: Document): RuleFailure[] {
  const index = elementsByName(document);
  const options = { namespaceResolver: (prefix: string) => schematron.namespaces[prefix] ?? null };
  const failures: RuleFailure[] = [];
  for (const pattern of schematron.patterns) {
    const fired = new Set<Node>();
    for (const rule of pattern)
      for (const path of rule.paths)
        for (const node of contextNodes(path, document, index, options)) {
          if (fired.has(node)) continue;
          fired.add(node);
          failures.push(...checkNode(rule, node, options));
        }
  }
  return failures;
}

function checkNode(rule: Rule, node: Node, options: XPathOptions): RuleFailure[] {
  if (rule.checks.length === 0) return [];
  const results = evaluateAll(rule, node, options);
  return rule.checks.flatMap((check, i): RuleFailure[] => {
    const result = results[i]!;
    const failure = { node, severity: check.severity, rule: check.title };
    if (result instanceof Error) return [{ ...failure, message: `the rule cannot be evaluated: ${firstLine(result)}` }];
    if (result !== check.failsWhen) return [];
    const text = check.message.map((part) => ('text' in part ? part.text : valueOf(part.select, rule, node, options)));
    return [{ ...failure, message: tidy(text.join('')) }];
  });
}

/** All tests at once; when one of them raises an error (text where a number belongs), one by one, to know which. */
function evaluateAll(rule: Rule, node: Node, options: XPathOptions): readonly (boolean | Error)[] {
  try {
    return evaluateXPath(rule.expression, node, null, null, evaluateXPath.ARRAY_TYPE, options) as boolean[];
  } catch {
    return rule.checks.map(({ test }) => {
      try {
        return evaluateXPathToBoolean(`${rule.lets} boolean((${test}))`, node, null, null, options);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    });
  }
}

function valueOf(select: string, rule: Rule, node: Node, options: XPathOptions): string {
  return evaluateXPathToString(`${rule.lets} string-join((${select}) ! string(.), ' ')`, node, null, null, options);
}

const firstLine = (error: Error) => error.message.split('\n')[0]!;
