// A worker that speaks the protocol of worker-client.ts, for its test.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ kind, input }) => {
  if (kind === 'crash') process.exit(3);
  if (kind === 'refuse') {
    const refused = {
      code: 'TOO_FAR',
      message: 'too far (legal: near)',
      where: 'there',
      legal: 'near',
      remedy: undefined,
    };
    return parentPort.postMessage({ refused });
  }
  if (kind === 'fail') return parentPort.postMessage({ failed: 'boom' });
  parentPort.postMessage({ progress: [1, 2, kind] });
  setTimeout(() => parentPort.postMessage({ result: input }), kind === 'slow' ? 60_000 : 5);
});
