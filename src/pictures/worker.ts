/** The thread in which pictures are drawn. It lives as long as there is something to draw. */
import { parentPort } from 'node:worker_threads';
import { loadCanvas, Painter } from './draw.ts';
import { GroundMaps } from './groundMaps.ts';
import type { DrawJob, DrawnJob } from './job.ts';
import { Surfaces } from './surfaces.ts';

const port = parentPort;
if (!port) throw new Error('this is the program of a worker thread');

const answer = (drawn: DrawnJob): void => port.postMessage(drawn);

try {
  const canvas = await loadCanvas();
  const surfaces = new Surfaces((width, height) => canvas.createCanvas(width, height));
  const painter = new Painter(surfaces);
  const maps = new GroundMaps();
  port.on('message', async ({ id, form, picture }: DrawJob) => {
    try {
      const map = form === 'still' ? await maps.of(picture.map) : undefined;
      const bytes = painter.draw(form, picture, map);
      // The cached letters and pieces of maps belong to this picture; the next one mostly needs others.
      canvas.clearAllCache();
      // Gives memory read from canvases a chance to be freed. Without this it grows as long as pictures keep coming.
      await new Promise((resolve) => setImmediate(resolve));
      answer({ id, drawn: bytes });
    } catch (error) {
      answer({ id, failed: String(error) });
    }
  });
  answer({ ready: true });
} catch (error) {
  answer({ missing: String(error) });
}
