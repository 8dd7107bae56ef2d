import type { PlanAnswer, PlanQuestion, PlanReply } from './plan-messages.ts';

/** The thread that judges, as the page speaks with it. */
export interface PlanThread {
  ask(question: PlanQuestion): Promise<PlanReply>;
  /** For questions that come faster than they are answered: while one is under way only the newest waits, those between are answered with null. */
  askLatest(question: PlanQuestion): Promise<PlanReply | null>;
  close(): void;
}

interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<PlanAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export function openPlanThread(
  worker: Port = new Worker(new URL('./plan-worker.ts', import.meta.url), { type: 'module' }) as unknown as Port,
): PlanThread {
  const waiting = new Map<number, { resolve: (reply: PlanReply) => void; reject: (error: Error) => void }>();
  let count = 0;
  let busy = false;
  let next: { question: PlanQuestion; resolve: (reply: PlanReply | null) => void; reject: (error: Error) => void } | null = null; // prettier-ignore
  worker.onmessage = ({ data }) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ('reply' in data) one?.resolve(data.reply);
    else one?.reject(new Error(data.failed));
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message));
    waiting.clear();
  };
  function ask(question: PlanQuestion): Promise<PlanReply> {
    return new Promise((resolve, reject) => {
      const id = (count += 1);
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...question });
    });
  }
  async function pump(): Promise<void> {
    if (busy || next === null) return;
    const { question, resolve, reject } = next;
    [next, busy] = [null, true];
    try {
      resolve(await ask(question));
    } catch (error) {
      reject(error as Error);
    } finally {
      busy = false;
      void pump();
    }
  }
  return {
    ask,
    askLatest: (question) =>
      new Promise((resolve, reject) => {
        next?.resolve(null);
        next = { question, resolve, reject };
        void pump();
      }),
    close: () => worker.terminate(),
  };
}
