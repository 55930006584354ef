/** Reads a web server's answer up to `mostBytes`. Leaving the loop cancels the stream, so nothing more is received. */
export async function textOf({ body }: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, mostBytes);
}
