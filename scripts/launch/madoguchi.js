#!/usr/bin/env node
import { launch } from './runtime.js';

await launch('madoguchi', () => import('../../src/cli/main.ts'));
