import type { Random } from '../../math/index.ts';
import type { NeighbourhoodProblem } from '../search/index.ts';
import { createJustifier } from './justification.ts';
import { moveSome, shuffleStretch } from './list-operators.ts';
import type { Network } from './network.ts';
import { createScheme } from './schedule-scheme.ts';

/** A schedule for large-neighbourhood search: a stretch of its activity list is shuffled, or activities move, and the list is scheduled and justified again. */
export interface ListNeighbourhood extends NeighbourhoodProblem<Int32Array> {
  /** Goes on from another feasible schedule. */
  take(starts: Int32Array, makespan: number): void;
}

/** Shares of the list that are shuffled. */
const STRETCHES = [0.1, 0.25, 0.5];
/** Probabilities with which each activity moves. */
const MOVES = [0.03, 0.1, 0.3];
const SHORTEST_STRETCH = 3;

export function createListNeighbourhood(network: Network): ListNeighbourhood {
  const { n } = network;
  const scheme = createScheme(network);
  const { improve, byStart } = createJustifier(network, scheme);
  const shuffle = shuffleStretch(network);
  const moves = MOVES.map((probability) => moveSome(network, probability));
  let [list, spareList] = [new Int32Array(n), new Int32Array(n)];
  let [starts, spareStarts] = [new Int32Array(n), new Int32Array(n)];
  let [makespan, before] = [0, 0];

  function swap(): void {
    [list, spareList] = [spareList, list];
    [starts, spareStarts] = [spareStarts, starts];
  }

  function disturb(operator: number, random: Random): void {
    spareList.set(list);
    if (operator >= STRETCHES.length) return moves[operator - STRETCHES.length]!(spareList, random);
    const length = Math.min(n, Math.max(SHORTEST_STRETCH, Math.floor(STRETCHES[operator]! * n)));
    const from = random.int(n - length + 1);
    shuffle(spareList, from, from + length, random);
  }

  return {
    operators: [...STRETCHES.map((share) => `shuffle ${100 * share} %`), ...MOVES.map((share) => `move ${100 * share} %`)], // prettier-ignore
    cost: () => makespan,
    change(operator, random) {
      disturb(operator, random);
      before = makespan;
      makespan = improve(spareStarts, scheme.forward(spareList, spareStarts), spareList);
      swap();
      return makespan;
    },
    undo() {
      swap();
      makespan = before;
    },
    snapshot: () => starts.slice(),
    take(others, length) {
      starts.set(others);
      makespan = length;
      byStart(starts, makespan, list);
    },
  };
}
