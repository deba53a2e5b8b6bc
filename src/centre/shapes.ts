/** Shapes of single fields, the same wherever they stand: on the line, in signed statements and in municipal data. */
import { z } from 'zod';

/** Name of a type, item, reason or municipality: `juminhyo`. */
export const keyword = z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/, 'a keyword of letters and digits, as in juminhyo');

/** An id that somebody made up: printable ASCII without spaces. */
export const id = z.string().regex(/^[\x21-\x7e]{1,64}$/);

/** Bytes as base64url without padding (RFC 4648, section 5). */
export const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** A SHA-256 in hex. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
