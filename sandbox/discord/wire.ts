import { constants, createDeflate } from 'node:zlib';
import type { WebSocket } from 'ws';

/** Sends one frame. */
export type Wire = (frame: string) => void;

/**
 * The encoding that the client asked for: text, or with `compress=zlib-stream` one deflate stream for the whole
 * connection, flushed after each frame so that the frame ends in 00 00 FF FF.
 */
export function wireOf(client: WebSocket, compress: string | null): Wire {
  const send = (data: string | Buffer) => {
    if (client.readyState === client.OPEN) client.send(data);
  };
  if (compress !== 'zlib-stream') return send;
  const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
  deflate.on('data', send);
  client.on('close', () => deflate.destroy());
  return (frame) => {
    if (!deflate.destroyed) deflate.write(frame);
  };
}
