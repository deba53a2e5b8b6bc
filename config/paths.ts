/** Paths of a configuration: relative to the file they stand in, and credentials of systemd. */
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Merged } from './merge.ts';
import { CREDENTIAL, metaOf, unwrapped, type PathKind } from './meta.ts';
import type { KeyPath } from './places.ts';

/** Names that systemd takes for a credential, as far as they are plain files. */
const CREDENTIAL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;

/** A credential that the configuration names. */
export interface NamedCredential {
  readonly key: KeyPath;
  readonly name: string;
}

/** Paths made absolute, and the credentials among them. */
export interface Located<T> {
  readonly value: T;
  readonly credentials: readonly NamedCredential[];
  /** Names that no credential can have. */
  readonly wrong: readonly NamedCredential[];
}

/**
 * Makes every path of a checked configuration absolute: by the folder of the file that says it, a default by that of the site file. A
 * credential becomes a file of `credentialsFolder`; without one it stays as it is, and whoever reads it says what is missing.
 */
export function located<T>(schema: z.ZodType<T>, value: T, { site, merged, credentialsFolder }: Origins): Located<T> {
  const credentials: NamedCredential[] = [];
  const wrong: NamedCredential[] = [];
  const locate = (path: string, kind: PathKind, key: KeyPath): string => {
    if (kind === 'file' && path.startsWith(CREDENTIAL)) {
      const named = { key, name: path.slice(CREDENTIAL.length) };
      (CREDENTIAL_NAME.test(named.name) ? credentials : wrong).push(named);
      return credentialsFolder === null ? path : join(credentialsFolder, named.name);
    }
    const file = merged.said(key).at(-1)?.layer.file ?? site;
    return isAbsolute(path) ? path : resolve(dirname(file), path);
  };
  return { value: mapped(schema, value, [], locate) as T, credentials, wrong };
}

/** What paths are judged by. */
export interface Origins {
  /** Absolute path of the site file. */
  readonly site: string;
  readonly merged: Pick<Merged, 'said'>;
  /** `$CREDENTIALS_DIRECTORY`; null: this process was given no credentials. */
  readonly credentialsFolder: string | null;
}

type Locate = (path: string, kind: PathKind, key: KeyPath) => string;

function mapped(schema: z.ZodType, value: unknown, key: KeyPath, locate: Locate): unknown {
  const { path } = metaOf(schema);
  if (typeof value === 'string') return path === undefined ? value : locate(value, path, key);
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject && typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const of = inner.shape[name] as z.ZodType | undefined;
        return [name, of ? mapped(of, one, [...key, name], locate) : one];
      }),
    );
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((one, index) => mapped(inner.element as z.ZodType, one, [...key, index], locate));
  }
  return value;
}
