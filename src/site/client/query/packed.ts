/**
 * A file that was packed with gzip, unpacked as it comes; `onBytes` is told how much has come over the line. A server
 * may have had it unpacked by the browser already, which shows in its first bytes.
 */
export async function openPacked(
  address: string | URL,
  onBytes: (count: number) => void,
): Promise<ReadableStream<Bytes>> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  const reader = response.body.getReader();
  const first = await reader.read();
  let next: ReadableStreamReadResult<Bytes> | undefined = first;
  const whole = new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = next ?? (await reader.read());
      next = undefined;
      if (done) return controller.close();
      onBytes(value.length);
      controller.enqueue(value);
    },
  });
  const isPacked = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
  return isPacked ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Pieces of about a million characters that end where a line does. */
export async function* linePieces(bytes: ReadableStream<Bytes>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = bytes.getReader();
  let waiting = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    waiting += decoder.decode(part.value, { stream: true });
    if (waiting.length < 1e6) continue;
    const end = waiting.lastIndexOf('\n') + 1;
    yield waiting.slice(0, end);
    waiting = waiting.slice(end);
  }
  yield waiting + decoder.decode();
}
