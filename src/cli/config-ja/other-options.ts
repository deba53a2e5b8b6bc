import { optionsOf, type MeaningsJa } from './contract.ts';

/** Lamps and keypads are found in the same way. */
const USB: MeaningsJa = {
  model: '`models/` のファイル名、または設置先が用意したファイルの内容。',
  vendorId: 'USB のベンダー番号。メーカー独自の基板など、機種の定義と異なるときに、製品番号とともに指定する。',
  productId: 'USB の製品番号。機種の定義と異なるときに指定する。',
  serial: '使用する一台の製造番号。同じ装置が二台接続されているときに必要。',
};

/** Options of the drivers of card reader, lamps, keypad and printer. */
export const OTHER_OPTIONS_JA: MeaningsJa = {
  ...optionsOf('jpki cardReader', {
    csockName: 'pcscd のソケットのパス。省略時はシステムの標準のソケット。',
    acceptTestAuthority: '発行者が `O=JPKI-TEST` のカードを受け付けるかどうか。試験用の端末とデモ専用。',
  }),
  ...optionsOf('hid indicators', USB),
  ...optionsOf('hid keypad', USB),
  ...optionsOf('ipp printer', {
    printerUuid: '設置時に登録したプリンターの printer-uuid。別のプリンターは拒否する。',
    certificatePin: 'プリンターの証明書の SHA-256 フィンガープリント(16 進数 64 桁、コロン可)。ipps では必要。',
    nextCertificatePin:
      'プリンターの更新後の証明書のフィンガープリント。設置の手順で切り替えを終えるまで、元の証明書とともに受け付ける。',
    userName: 'すべてのジョブに付ける requesting-user-name。端末の名前を書き、利用者の氏名は使わない。',
    media: 'PWG 5101.1 の用紙名。',
    resolution_dpi: 'ページの解像度。',
    quality: '印刷品質(print-quality)。4: 標準、5: 高品質。',
    colourMode: 'カラーで作成しないページの print-color-mode。',
    rasterType: '使用するラスター形式を一つに決めるときの指定。省略時はプリンターが対応する形式から選ぶ。',
    acceptPdf:
      'ラスターに対応しないプリンターでの PDF 印刷を認めるかどうか。描画をプリンターに任せることになるため、`attention`(注意)として知らせる。',
    twoSided: '両面印刷を必須とするかどうか。証明書では常に必要(R89)。領収書専用のプリンターでは不要。',
    outputBin: '排紙先(output-bin)を決めるときの指定。',
    countsImpressions:
      'プリンターがジョブごとの印刷面数を数えるかどうか。何を印刷しても 0 と報告する機種では false にする。その場合、エラーなく完了したジョブは印刷されたとみなす。',
    printWhenTonerLow:
      'トナーの残量が少ない間も新しい証明書を印刷するかどうか。細かい地紋から薄くなるため、既定では印刷しない。',
    tonerLevel_min_percent:
      '新しい証明書の印刷を認めるトナー残量(marker-levels)の下限。最も少ない色で判断する。下回ると細かい地紋が薄くなる。支払い済みの証明書の印刷と複合機の利用は止めない。0 のときはプリンターの通知だけで判断する。',
    countsLife:
      'プリンターの累計カウンター(printer-media-sheets-completed、printer-impressions-completed)が紙一枚ごとに進むかどうか。進むときは、印刷を確かめるもう一つの根拠にする。時々しか更新されない機種では false にする。',
    'deadlines.poll_ms': '印刷中にジョブとプリンターの状態を問い合わせる間隔。',
    'deadlines.heartbeat_ms': '印刷していない間にプリンターの状態を問い合わせる間隔。応答なしの判断にも使う。',
    'deadlines.printer_progresses_ms': 'ジョブが進まないとき、停滞と表示するまでの時間。',
    'deadlines.printer_prints_leaf_ms': '紙一枚の印刷を待つ時間。過ぎるとジョブを取り消す。',
    'deadlines.printer_cancels_ms': '取り消しの後に結果を待つ時間。過ぎるとその紙は未確定とする。',
    'deadlines.printer_answers_ms': '紙の印刷中に応答が途絶えたとき、待つ時間。過ぎるとその紙は未確定とする。',
    'deadlines.printer_counts_ms': 'ジョブの終了後、累計カウンターが進むのを待つ時間。過ぎるとその紙は未確定とする。',
    'deadlines.printer_reprints_ms':
      '異常のあった紙の後、カウンターを見張り続ける時間。自動で再印刷する機種があるため。',
    'deadlines.printer_accepts_ms':
      'ジョブができる前に、使用中または受付停止のプリンターを待つ時間。過ぎると何も印刷されなかったものとする。',
  }),
};
