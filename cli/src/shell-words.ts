/** The words of a recorded command: split at blanks, quotes `'` taken off as a POSIX shell does. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (const [, quoted, escaped, blank, plain] of text.matchAll(/'([^']*)'|\\(.)|(\s+)|([^\s'\\]+)/g)) {
    if (blank !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + (quoted ?? escaped ?? plain ?? '');
  }
  return word === null ? words : [...words, word];
}
