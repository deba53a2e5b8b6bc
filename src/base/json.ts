/** The value of a JSON text; undefined when it is none. For what comes from a wire or a file: the caller judges its shape. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
