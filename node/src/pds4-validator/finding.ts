/** One thing that is wrong with a label, or ought to be looked at. */
export interface Finding {
  readonly file: string;
  /** From 1; 0 when it concerns the file as a whole. */
  readonly line: number;
  readonly severity: 'error' | 'warning';
  /** What found it. */
  readonly by: 'xml' | 'dictionary' | 'xsd' | 'schematron' | 'file';
  /** Name of the rule: the title of a Schematron assertion, or a short word. */
  readonly rule: string;
  readonly message: string;
}

/** `file:line: severity rule: message`, as compilers write it. */
export function formatFinding({ file, line, severity, rule, message }: Finding): string {
  return `${file}:${line}: ${severity} ${rule}: ${message}`;
}

/** True when nothing worse than warnings was found. */
export function isValid(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity === 'warning');
}
