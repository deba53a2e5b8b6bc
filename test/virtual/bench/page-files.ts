import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';

const FOLDER = new URL('page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ts: 'text/javascript; charset=utf-8',
};
/** The page talks to its own server only. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob:";

/** Sends a file of the page; TypeScript goes out with its types taken off. False when there is no such file. */
export async function sendPageFile(pathname: string, response: ServerResponse): Promise<boolean> {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const extension = /^[a-z-]+\.(html|css|ts)$/.exec(name)?.[1];
  if (extension === undefined) return false;
  let text: string;
  try {
    text = await readFile(new URL(name, FOLDER), 'utf8');
  } catch {
    return false;
  }
  response.writeHead(200, {
    'content-type': TYPES[extension],
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
  });
  response.end(extension === 'ts' ? stripTypes(text) : text);
  return true;
}

/** Node calls the function experimental on the terminal where the demo tells the visitor what to do: one warning less. */
function stripTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
