import { expect, test } from 'vitest';
import { PACKAGE_HOMES, whyForbidden } from './layers.ts';
import { sourceFiles } from './source.ts';

const PRODUCT = /^(src|drivers|fsm|config)\//;

test('the rules themselves tell allowed from forbidden', () => {
  expect(whyForbidden('drivers/ipp/job.ts', 'src/ledger/db.ts', false)).toMatch(/drivers import only/);
  expect(whyForbidden('src/base/log.ts', 'fsm/events.ts', true)).toMatch(/nothing of ours/);
  expect(whyForbidden('src/kiosk/assemble.ts', 'src/main.ts', false)).toMatch(/does not import main/);
  expect(whyForbidden('fsm/session.ts', 'src/ledger/db.ts', false)).toMatch(/only the contract/);
  expect(whyForbidden('fsm/session.ts', 'src/ledger/contract.ts', false)).toBeNull();
  expect(whyForbidden('src/api/server.ts', 'fsm/events.ts', false)).toBeNull();
  expect(whyForbidden('src/panel/page.ts', 'src/api/messages.ts', false)).toMatch(/only types/);
  expect(whyForbidden('src/verifier/main.ts', 'src/paper/code/verify.ts', false)).toBeNull();
  expect(whyForbidden('src/verifier/main.ts', 'src/paper/front.ts', false)).toMatch(/only types/);
  expect(whyForbidden('config/schema.ts', 'drivers/ipp/options.ts', false)).toBeNull();
  expect(whyForbidden('config/schema.ts', 'drivers/ipp/codec.ts', false)).toMatch(/only the contract/);
});

test('every part imports only what the design allows it', () => {
  const broken = sourceFiles().flatMap((file) =>
    file.imports
      .filter(({ isPackage }) => !isPackage)
      .map(({ to, isType, line }) => ({ at: `${file.path}:${line} → ${to}`, why: whyForbidden(file.path, to, isType) }))
      .filter(({ why }) => why !== null),
  );
  expect(broken).toEqual([]);
});

test('virtual devices import nothing of the drivers they face', () => {
  const broken = sourceFiles()
    .filter(({ path }) => path.startsWith('test/virtual/'))
    .flatMap((file) =>
      file.imports
        .filter(({ to, isType }) => to.startsWith('drivers/') && !isPipeOfHost(file.path, to, isType))
        .map(({ to }) => `${file.path} → ${to}`),
    );
  expect(broken).toEqual([]);

  /** A thin host inside the process is the other end of a pipe, so it knows the pipe's type; no codec comes with it. */
  function isPipeOfHost(from: string, to: string, isType: boolean): boolean {
    return from.startsWith('test/virtual/hosts/') && to === 'drivers/contract.ts' && isType;
  }
});

test('a vendor package is touched only at its home', () => {
  const broken = sourceFiles()
    .filter(({ path }) => PRODUCT.test(path))
    .flatMap((file) =>
      file.imports
        .filter(
          ({ to, isPackage }) =>
            isPackage && PACKAGE_HOMES[to] && !PACKAGE_HOMES[to].some((home) => file.path.startsWith(home)),
        )
        .map(({ to, line }) => `${file.path}:${line} → ${to}`),
    );
  expect(broken).toEqual([]);
});

test('browser code imports no module of Node', () => {
  const broken = sourceFiles()
    .filter(({ path }) => /^src\/(panel|verifier|paper\/code)\//.test(path))
    .flatMap((file) => file.imports.filter(({ to }) => to.startsWith('node:')).map(({ to }) => `${file.path} → ${to}`));
  expect(broken).toEqual([]);
});
