/** The other side of bare.ts, in its own process: nothing but `ws`. */
import { WebSocketServer } from 'ws';

let answer = '';
process.on('message', (text) => {
  answer = String(text);
});
process.on('disconnect', () => process.exit());

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (socket) => socket.on('message', () => socket.send(answer)));
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.send?.(address.port);
});
