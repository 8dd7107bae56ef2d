import { editDistance } from './edit-distance.ts';

/** The known name closest to `word`, when at most a third of its letters differ; null when none comes near. */
export function nearestName(word: string, known: readonly string[]): string | null {
  const ranked = known.map((name) => ({ name, edits: editDistance(word, name) })).sort((a, b) => a.edits - b.edits);
  return ranked[0] !== undefined && ranked[0].edits <= Math.max(1, word.length / 3) ? ranked[0].name : null;
}

/** `, did you mean "mast"?`, to be set behind the sentence that refuses `word`; empty when no known name comes near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestName(word, known);
  return near === null ? '' : `, did you mean "${near}"?`;
}
