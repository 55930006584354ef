/** The other side of bare.ts, in its own process: receives frames with `ws` and answers with undici. */
import { request } from 'undici';
import { WebSocket } from 'ws';

const [, , port] = process.argv;
const headers = { 'content-type': 'application/json' };
/** As long as the answer to `/server sessions`. */
const body = JSON.stringify({
  type: 4,
  data: { embeds: [{ title: 'Sessions', description: 'x'.repeat(200) }], flags: 64 },
});

const socket = new WebSocket(`ws://127.0.0.1:${port}`);
socket.on('message', async (frame) => {
  const { id } = JSON.parse(String(frame));
  const answer = await request(`http://127.0.0.1:${port}/${id}`, { method: 'POST', headers, body });
  await answer.body.dump();
});
process.on('disconnect', () => process.exit());
