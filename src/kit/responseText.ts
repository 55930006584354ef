/** What a web server answers, up to so many bytes: leaving the loop cancels the stream, so nothing more is taken in. */
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
