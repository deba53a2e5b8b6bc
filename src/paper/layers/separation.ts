/**
 * With which toners the detection image is printed (R97): data of a printer model. Two mixtures that the eye takes for one, of which only
 * that with black toner absorbs near infrared (print.md, section c). Nobody can know such a pair without having measured the printer.
 */
import { z } from 'zod';
import type { RasterType } from '../../../drivers/printer.ts';
import cmyk from '../models/cmyk.json' with { type: 'json' };

const part = z.int().min(0).max(255);
const mixture = <T extends z.ZodType>(toner: T) => z.strictObject({ toner, coverage_percent: z.int().min(20).max(90) });
const separationOf = <T extends z.ZodType, R extends RasterType>(rasterType: R, toner: T) =>
  z.strictObject({
    about: z.string().max(300),
    rasterType: z.literal(rasterType),
    hidden: mixture(toner),
    around: mixture(toner),
  });

/**
 * A file of `src/paper/models`, or of the site (`paper.separation`). `toner`: cyan, magenta, yellow, black (0 none … 255 full), or for
 * `srgb_8` red, green, blue as the printer must be told them; `coverage_percent`: share of the dots that are printed.
 */
export const separationSchema = z.discriminatedUnion('rasterType', [
  separationOf('cmyk_8', z.tuple([part, part, part, part])),
  separationOf('srgb_8', z.tuple([part, part, part])),
]);
export type Separation = z.infer<typeof separationSchema>;

/** Engines whose four toners we command ourselves. */
const CMYK: Separation = separationSchema.parse(cmyk);

/** The separation for a raster of this type; null: this printer cannot print a latent image, and none is pretended. */
export function separationFor(type: RasterType, ofSite: Separation | null): Separation | null {
  if (ofSite !== null) return ofSite.rasterType === type ? ofSite : null;
  return type === 'cmyk_8' ? CMYK : null;
}
