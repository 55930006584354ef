// Counts the datagrams it receives, and does nothing else.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { answer, givenPorts } from './side.ts';

let count = 0;
for (const { plugin } of givenPorts()) {
  const socket = createSocket('udp4');
  socket.on('message', () => {
    count += 1;
  });
  socket.bind(plugin, '127.0.0.1');
  await once(socket, 'listening');
}
answer(() => count);
