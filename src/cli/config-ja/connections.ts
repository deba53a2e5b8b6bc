import type { MeaningsJa } from './contract.ts';

/** Everything that the kiosk is connected with: sockets, the copier, boards, the centre, metrics, the fleet. */
export const CONNECTIONS_JA: MeaningsJa = {
  'socket.path': 'コマンド用の Unix ソケット。',
  'socket.watchPath': '読み取り専用の Unix ソケット。監視エージェントやメトリクスの収集に使う。省略時は設けない。',
  'socket.copierPath':
    '複合機本体のソフトウェア用の Unix ソケット。取扱の制御と機器の貸し出しに使う。省略時は設けない。',
  'copier.required':
    '複合機本体のソフトウェアがソケットに接続されていない間、取扱を止めるかどうか(docs/integration.md)。',
  'interface.address':
    '基板間の通信に使うアドレス。店舗のネットワークのアドレスは使わない。省略時は基板間の通信を行わない。',
  'interface.port': '基板間の通信に使う TCP ポート。0 のときはシステムが選ぶ。',
  'interface.names':
    'ほかの基板がこの制御プログラムに接続するときの名前。すべてサーバー証明書に含める。二つあると、利用者ごとに画面の描画プロセスを新しくできる。',
  'interface.certificate': '基板間の通信に使うサーバー証明書の PEM ファイル。',
  'interface.key': '上記のサーバー証明書の秘密鍵の PEM ファイル。制御プログラムだけが読めるようにする。',
  'interface.clientAuthority': '各基板の証明書を発行する認証局の PEM ファイル。',
  'interface.clients': '接続を認める基板。ほかの基板は拒否する。',
  'interface.clients[].name': '基板のクライアント証明書にある名前(CN)。操作した者としてログに残る。',
  'interface.clients[].screen': '利用者用の画面として使えるかどうか。',
  'interface.clients[].rights': '呼び出しを認めるメソッドの種類(src/api/methods/README.md)。',
  'centre.url': 'センターの接続先(https)。',
  'centre.trustAnchor':
    'センターのサーバー証明書を発行した認証局の PEM ファイル。センターが認証局を切り替える間は、新旧二つを入れる。',
  'centre.clientCertificate': 'この端末のクライアント証明書の PEM ファイル。',
  'centre.clientKey': 'この端末のクライアント証明書の秘密鍵の PEM ファイル。制御プログラムだけが読めるようにする。',
  'centre.documentTrustAnchor': '証明書の明細と時刻の署名を検証する公開鍵(または証明書)の PEM ファイル(D1)。',
  'centre.incidentSigners':
    '確認事項を遠隔で解決できる者の公開鍵の PEM ファイル。二人の署名が必要(D7)。省略時は誰も遠隔では解決できない。',
  'centre.warnsBefore_days': '端末またはセンターの証明書の有効期間が終わる何日前から知らせるか(M1509)。',
  'centre.acceptsWithoutPageDigests':
    'ページの作成元によるページごとのダイジェストがないセンター接続でも、取り扱うかどうか(D5)。',
  'metrics.address': 'メトリクスと稼働確認を提供する、本機自身のアドレス。',
  'metrics.port': 'メトリクス(Prometheus 用の /metrics)と稼働確認(/healthz)を提供する TCP ポート。省略時は提供しない。',
  'fleet.broker': '監視用の MQTT 5 ブローカーの接続先(mqtts)。省略時は監視エージェントを使わない。',
  'fleet.trustAnchor': 'ブローカーの証明書を発行した認証局の PEM ファイル。',
  'fleet.clientCertificate': 'ブローカーへの接続に使う、この端末の証明書の PEM ファイル。',
  'fleet.clientKey': '上記の証明書の秘密鍵の PEM ファイル。監視エージェントだけが読めるようにする。',
  'fleet.stateFile': 'ブローカーが受領した最後の通知の番号を、監視エージェントが保存するファイル。',
  'fleet.needsReader': 'ブローカーに購読者がいない通知を未受領とみなし、誰かが読むまで送り直すかどうか。',
  'fleet.commandSigners': '遠隔の命令を出せる者の公開鍵(Ed25519)の PEM ファイル。省略時は誰も遠隔の命令を出せない。',
};
