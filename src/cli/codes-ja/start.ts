import type { START_CODES } from '../../base/codes/start.ts';
import type { CodesJa } from './contract.ts';

/** 1xxx: start, configuration, ledger; 9xxx: internal. */
export const START_JA: CodesJa<typeof START_CODES> = {
  configUnreadable: {
    cause: '設定ファイルを読めません。',
    remedy: 'ファイルのパスとアクセス権を確認してください。',
  },
  configSyntax: {
    cause: '設定ファイルが正しい TOML ではありません。',
    remedy: 'メッセージに示された行を直してください。',
  },
  configUnknownKey: {
    cause: '設定に未知の項目があります。',
    remedy: 'メッセージに示された項目を直すか、削除してください。',
  },
  configValue: {
    cause: '設定値がない、型が違う、または範囲外です。',
    remedy: 'メッセージに示された項目を、説明に従って設定してください。',
  },
  wrongRuntime: {
    cause: 'アドオンのビルド対象とは異なる Node.js で起動されました。',
    remedy: 'パッケージに含まれる Node.js(node_modules/.bin/node)で起動してください。',
  },
  stateFolder: {
    cause: '状態フォルダーがない、書き込めない、または別の madoguchid が使用しています。',
    remedy:
      'フォルダーを作り、所有者を制御プログラムのユーザーにしてください。別の制御プログラムがあれば停止してください。',
  },
  addressInUse: {
    cause: 'ネットワークのポートまたはソケットを別のプログラムが使用しています。',
    remedy: 'そのプログラムを停止するか、別のポートを設定してください。',
  },
  keyMaterial: {
    cause: '証明書、鍵、またはトラストアンカーがないか、正しくありません。',
    remedy: 'メッセージに示されたファイルを入れ直してください。',
  },
  usage: {
    cause: 'コマンドの指定に誤りがあります。',
    remedy: 'madoguchi --help で使い方を確認してください。',
  },
  noPermission: {
    cause: 'このユーザーには制御プログラムに接続する権限がありません。',
    remedy: 'root またはグループ madoguchi のユーザーで実行してください。',
  },
  municipalitiesUnsigned: {
    cause: '市区町村データに署名がありません。',
    remedy: '発行元から配布されたフォルダーを、municipalities.jws を含めてそのまま入れてください。',
  },
  municipalitiesForeign: {
    cause: '市区町村データの署名が、設定された発行元のものではありません。',
    remedy: 'その発行元が署名したデータを入れ、service.municipalityTrustAnchor を確認してください。',
  },
  municipalitiesChanged: {
    cause: '市区町村データが、署名された内容と一致しません。',
    remedy: '発行元から配布されたフォルダー全体を入れ直してください。',
  },
  devicePortName: {
    cause: '機器のポートが、検出順で変わる名前で設定されています。',
    remedy: '/dev/serial/by-id、/dev/serial/by-path、/dev/madoguchi のいずれかの名前で設定してください。',
  },
  configReadByAll: {
    cause: '秘密を含む設定ファイルを誰でも読める状態です。',
    remedy: '所有者を root、グループを madoguchi、モードを 0640 にしてください。',
  },
  ledgerUnusable: {
    cause: '帳簿を開けないか、書き込めません。',
    remedy: 'ディスクを点検してください。ファイルは残したまま、メーカーに連絡してください。',
  },
  ledgerRefused: {
    cause: '規則に反する記帳のため、帳簿が拒否しました。',
    remedy: '状態フォルダーを残したまま、メーカーに連絡してください。',
  },
  ledgerSchema: {
    cause: '帳簿は別の版のプログラムで書かれています。',
    remedy: '帳簿を書いた版、またはそれより新しい版を入れてください。',
  },
  ledgerFull: {
    cause: '状態フォルダーのディスクに、記帳に必要な空きがありません。',
    remedy:
      'メッセージに示されたディスクの空きを増やしてください。状態フォルダーの中は何も削除しないでください。取扱は自動で再開します。',
  },
  ledgerLocked: {
    cause: '別のプログラムが帳簿を使用しています。',
    remedy:
      'ファイルを開いているプログラム(バックアップ、sqlite3、別の制御プログラムなど)を終了してください。取扱は自動で再開します。',
  },
  ledgerDamaged: {
    cause: '帳簿のファイルが壊れているか、保護の仕組みが欠けています。',
    remedy:
      '状態フォルダーは -wal ファイルも含めてそのまま残し、ディスクを点検してメーカーに連絡してください。手元の複製では起動しないでください。',
  },
  ledgerReadOnly: {
    cause: 'ファイル、フォルダー、またはディスクが読み取り専用のため、帳簿に書き込めません。',
    remedy:
      '状態フォルダーの所有者を制御プログラムのユーザーにしてください。障害の後、ディスクが読み取り専用でマウントされていないか確認してください。',
  },
  ledgerSlow: {
    cause: '帳簿を書き込むディスクの応答が遅すぎます。',
    remedy: 'ディスクと、ほかに書き込んでいるものを確認してください。速さが戻れば、取扱は自動で再開します。',
  },
  deviceLent: {
    cause: '機器を複合機本体に貸し出しています。',
    remedy: 'madoguchi devices return で取り戻してください。取扱は自動で再開します。',
  },
  deviceBusy: {
    cause: '利用中の人がいるか、結果が未確定の命令があるため、機器を貸し出せません。',
    remedy: '利用者がいないときにやり直してください。',
  },
  deviceUnknown: {
    cause: 'その名前の機器はありません。',
    remedy: 'madoguchi devices で名前を確認してください。',
  },
  devicePart: {
    cause: '貸し出し中も釣銭の枚数に数えられるため、現金部の一部だけを貸し出すことはできません。',
    remedy: 'madoguchi devices lend cash で、現金部全体を貸し出してください。',
  },
  deviceStarting: {
    cause: '起動後、まだ応答のない機器があります。',
    remedy: 'しばらく待ってください。続くときは、機器の電源とケーブルを確認してください。',
  },
  itemsLeft: {
    cause: '利用者の忘れ物があります。',
    remedy: 'カードリーダー、排紙口、取り出し口を確認し、見つかったものは持ち主のために保管してください。',
  },
  recovering: {
    cause: '前回の停止より前の命令の結果を確認しています。',
    remedy: 'まだ応答のない機器の電源を入れてください。取扱は自動で再開します。',
  },
  traceRunning: {
    cause: 'すでにトレースを記録中です。',
    remedy: '先に madoguchi trace stop で終了してください。',
  },
  traceUnwritable: {
    cause: 'トレースのファイルを作れません。',
    remedy: '別の名前を指定してください。状態フォルダーの空きも確認してください。',
  },
  traceUnreadable: {
    cause: 'トレースを読めないか、この版のトレースではありません。',
    remedy: 'madoguchi trace list に表示されるトレースを指定してください。壊れているときは、記録し直してください。',
  },
  internal: {
    cause: 'プログラムが想定外の状態になりました。',
    remedy: '再起動し、madoguchi bundle の出力をメーカーに送ってください。',
  },
  unexpectedEvent: {
    cause: '現在の状態では起こらないはずの通知を受けました。',
    remedy: 'madoguchi bundle の出力をメーカーに送ってください。',
  },
};
