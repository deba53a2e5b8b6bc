export const MODULES: string;
export function wrongRuntime(modules: string, version: string, program: string): string | null;
export function launch(program: string, load: () => Promise<unknown>): Promise<void>;
