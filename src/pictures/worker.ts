/** The thread in which pictures are drawn. It lives for as long as there is something to draw. */
import { parentPort } from 'node:worker_threads';
import { drawPicture, loadCanvas, loadMap } from './draw.ts';
import type { DrawJob, DrawnJob } from './job.ts';

const port = parentPort;
if (!port) throw new Error('this is the program of a worker thread');

const answer = (drawn: DrawnJob): void => port.postMessage(drawn);

try {
  const canvas = await loadCanvas();
  port.on('message', async ({ id, form, picture }: DrawJob) => {
    try {
      const map = form === 'still' ? await loadMap(canvas, picture.map) : undefined;
      answer({ id, bytes: drawPicture(canvas, form, picture, map) });
    } catch (error) {
      answer({ id, failed: String(error) });
    }
  });
  answer({ ready: true });
} catch (error) {
  answer({ missing: String(error) });
}
