/** How each municipality's paper looks: every one has a system of its own, and no two look alike. Lengths in mm. */

/** A municipality's page. */
export interface Layout {
  readonly title: { readonly y_mm: number; readonly size_pt: number; readonly align: 'left' | 'centre' | 'framed' };
  readonly table: {
    readonly style: 'grid' | 'lines' | 'shaded';
    readonly y_mm: number;
    readonly left_mm: number;
    readonly width_mm: number;
    readonly label_mm: number;
    readonly row_mm: number;
    readonly gap_mm: number;
    readonly text_pt: number;
    readonly label_pt: number;
  };
  readonly certification: { readonly y_mm: number; readonly size_pt: number; readonly mayor: 'left' | 'right' };
  /** 公印, drawn: it says 見本 and nobody's name. */
  readonly seal: {
    readonly shape: 'round' | 'square';
    readonly colour: string;
    readonly x_mm: number;
    readonly y_mm: number;
    readonly half_mm: number;
  };
  /** Where 固有番号 and page number stand. */
  readonly foot: { readonly style: 'line' | 'corners' | 'centred'; readonly y_mm: number; readonly size_pt: number };
}

const RED = '#b83a30';
const BLACK = '#111111';

const SUSONO: Layout = {
  title: { y_mm: 20, size_pt: 19, align: 'centre' },
  table: {
    style: 'grid',
    y_mm: 36,
    left_mm: 20,
    width_mm: 170,
    label_mm: 36,
    row_mm: 6.6,
    gap_mm: 2,
    text_pt: 10,
    label_pt: 9,
  },
  certification: { y_mm: 250, size_pt: 11, mayor: 'right' },
  seal: { shape: 'round', colour: RED, x_mm: 179, y_mm: 268, half_mm: 10.5 },
  foot: { style: 'line', y_mm: 284, size_pt: 9 },
};

const FUCHU: Layout = {
  title: { y_mm: 24, size_pt: 16, align: 'left' },
  table: {
    style: 'lines',
    y_mm: 38,
    left_mm: 18,
    width_mm: 174,
    label_mm: 42,
    row_mm: 6.2,
    gap_mm: 3.5,
    text_pt: 9.5,
    label_pt: 8,
  },
  certification: { y_mm: 252, size_pt: 10.5, mayor: 'left' },
  // 電子公印 are commonly black.
  seal: { shape: 'square', colour: BLACK, x_mm: 120, y_mm: 269, half_mm: 9.5 },
  foot: { style: 'corners', y_mm: 285, size_pt: 8.5 },
};

const OTHERS: Layout = {
  title: { y_mm: 22, size_pt: 21, align: 'framed' },
  table: {
    style: 'shaded',
    y_mm: 44,
    left_mm: 25,
    width_mm: 160,
    label_mm: 40,
    row_mm: 6.4,
    gap_mm: 2.4,
    text_pt: 10.5,
    label_pt: 9.5,
  },
  certification: { y_mm: 246, size_pt: 11.5, mayor: 'right' },
  seal: { shape: 'square', colour: RED, x_mm: 172, y_mm: 266, half_mm: 11 },
  foot: { style: 'centred', y_mm: 286, size_pt: 9 },
};

const LAYOUTS: Readonly<Record<string, Layout>> = { susono: SUSONO, fuchu: FUCHU };

export const layoutOf = (municipalityId: string): Layout => LAYOUTS[municipalityId] ?? OTHERS;
