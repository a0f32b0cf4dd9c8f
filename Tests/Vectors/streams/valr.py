"""VALR: books order by order, numbered and with a checksum (valr.md I.6), or whole (I.5); the account (valr.md J)."""

import zlib
from decimal import Decimal

from scenarios import Book, Sample, control, follow, frame, market, scenario

BTCUSDC = market("BTC/USDC", "BTCUSDC", "1", "0.00000001")
PYUSD = market("PYUSD/USDT", "PYUSDUSDT", "0.00001", "0.01")
BTCZAR = market("BTC/ZAR", "BTCZAR", "1", "0.00000001")
BTCUSDT = market("BTC/USDT", "BTCUSDT", "1", "0.0001")
ETHBTC = market("ETH/BTC", "ETHBTC", "0.000001", "0.0001")


def sample(name):
    return Sample.read("valr", name)


def taken(**more):
    return control(sample("ws-control-messages")["subscribed"], **more)


def full_books():
    """The sheet's messages with the books that they lead to, order by order; their strings are checked."""
    vectors = sample("ws-checksum-vectors")["full"]
    orders = {}
    steps = []
    for position, (message, vector) in enumerate(zip(sample("ws-full-orderbook-sequence"), vectors)):
        data = message["data"]
        for side, name in (("asks", "Asks"), ("bids", "Bids")):
            for level in data[name]:
                for order in level["Orders"]:
                    if Decimal(order["quantity"]) == 0:
                        orders.pop(order["orderId"], None)
                    else:
                        orders[order["orderId"]] = (side, level["Price"], order["quantity"])
        if zlib.crc32(vector["string"].encode()) != data["Checksum"]:
            raise SystemExit("valr: the sample's checksum is not that of its string")
        book = Book()
        for side, price, quantity in orders.values():
            before = dict(map(tuple, book.levels(side))).get(price, "0")
            book.set(side, price, Decimal(before) + Decimal(quantity))
        steps.append(frame(message, "book" if position else "start", expect={
            "books": [book.expected(isVerified=True, sequence=str(data["SequenceNumber"]))]}))
    return steps


def full(sequence, asks=(), bids=(), told=0):
    def side(rows):
        return [{"Price": price, "Orders": [{"orderId": id, "quantity": quantity}]} for price, id, quantity in rows]

    return {"type": "FULL_ORDERBOOK_UPDATE", "currencyPairSymbol": "BTCUSDC", "data": {
        "LastChange": 1644303210200, "Asks": side(asks), "Bids": side(bids), "SequenceNumber": sequence,
        "Checksum": told}}


def aggregated_levels(message):
    book = Book()
    for side, name in (("asks", "Asks"), ("bids", "Bids")):
        for row in message["data"][name]:
            book.set(side, row["price"], row["quantity"])
    return book


def book_scenarios():
    follows = [follow(0, "book", "BTC/USDC", depth=100)]
    steps = full_books()
    yield scenario("book.full", "valr.md I.6; ws-full-orderbook-sequence, ws-checksum-vectors", "market", [BTCUSDC],
                   steps, follows=follows, checksum="Checksum")
    yield scenario("book.gap", "valr.md I.6; the sequence without its second message, then a snapshot", "market",
                   [BTCUSDC], [
                       steps[0],
                       dict(steps[2], expect={"books": [{"slot": 0, "isLive": False}], "markers": ["gap sequence"]}),
                       dict(steps[0], expect=dict(steps[0]["expect"], markers=["resynced"]))],
                   follows=follows, isScripted=True)
    yield scenario("book.crossed", "composed: a bid on the best ask", "market", [BTCUSDC], [
        *steps, frame(full(589628044, bids=[("45363", "00000000-0000-4000-8000-000000000001", "0.01")]), "book",
                      expect={"books": [{"slot": 0, "isLive": False}]})], follows=follows, isScripted=True)
    message = sample("ws-aggregated-orderbook-update")
    number = message["data"]["SequenceNumber"]
    book = aggregated_levels(message)
    first = frame(message, "start", expect={"books": [book.expected(sequence=str(number))], "live": [0]})
    second = {**message, "data": {**message["data"], "Asks": message["data"]["Asks"][1:], "SequenceNumber": number + 1}}
    follows = [follow(0, "book", "PYUSD/USDT", depth=20)]
    yield scenario("book.aggregated", "valr.md I.5; ws-aggregated-orderbook-update, and once more without its best ask",
                   "market", [PYUSD], [
                       first, frame(second, "book", expect={
                           "books": [aggregated_levels(second).expected(sequence=str(number + 1))]})],
                   follows=follows)
    bid = dict(message["data"]["Bids"][0], price="0.99735")
    crossed = {**message, "data": {**message["data"], "Bids": [bid], "SequenceNumber": number + 1}}
    yield scenario("book.aggregatedCrossed", "composed: a bid on the best ask", "market", [PYUSD], [
        first, frame(crossed, "book", expect={"books": [{"slot": 0, "isLive": False}]})], follows=follows,
        isScripted=True)


def market_scenarios():
    yield from book_scenarios()
    yield scenario("data.samples", "valr.md I.8; ws-new-trade, ws-market-summary-update, ws-new-trade-bucket", "market",
                   [BTCZAR], [
                       taken(expect={"live": [0, 1, 2]}),
                       frame(sample("ws-new-trade"), expect={"trades": [
                           {"slot": 0, "id": "31934cc3-ec36-11ee-92bb-8f9d774e71b6", "price": "1360468",
                            "quantity": "0.0004402", "side": "buy", "milliseconds": 1711542799918}]}),
                       frame(sample("ws-market-summary-update"), expect={"tickers": [
                           {"slot": 1, "bidPrice": "1291721", "askPrice": "1291722", "last": "1291722",
                            "high": "1293659", "low": "1243091", "baseVolume": "18.03385304"}]}),
                       frame(sample("ws-new-trade-bucket"), expect={"candles": [
                           {"slot": 2, "milliseconds": 1711542300000, "open": "1359400", "high": "1359976",
                            "low": "1358706", "close": "1359063", "baseVolume": "0.05533505",
                            "quoteVolume": "75211.39828681"}]}),
                   ], follows=[follow(0, "trades", "BTC/ZAR"), follow(1, "ticker", "BTC/ZAR"),
                               follow(2, "candles", "BTC/ZAR", interval="5m")])
    first = frame(sample("ws-ob-l1-sequence")[0])["frame"]
    words = sample("ws-control-messages")
    nobody = frame(sample("ws-new-trade"))["frame"].replace("BTCZAR", "NOONE")
    yield {"id": "others.market", "source": "valr.md I.3", "session": "market", "markets": [BTCUSDC],
           "others": [frame(words["authenticated"])["frame"], first, '{"type":"TOMORROW","data":{"x":1}}', nobody],
           "heartbeats": [frame(words["pong"])["frame"]]}


def account_scenarios():
    markets = [BTCUSDT, BTCZAR, ETHBTC]
    start = [control(sample("ws-control-messages")["authenticated"], expect={"account": {"isLive": True}})]
    life = sample("ws-order-status-update")
    id = "019a2a46-5730-7081-bfa2-7c6fc7e2d5db"

    def view(phase, filled):
        return {"id": id, "phase": phase, "filled": filled, "amount": "0.0003", "price": "114950", "side": "sell",
                "clientID": "testWS"}

    ends = [view("working", "0"), view("working", "0.0001"), view("ended filled", "0.0003")]
    yield scenario("account.filled", "valr.md J; ws-order-status-update", "account", markets, [
        *start, *[frame(one, expect={"orders": [order], "fills": []}) for one, order in zip(life, ends)]])
    yield scenario("account.cancelled", "valr.md J; ws-order-status-update", "account", markets, [
        *start, frame(life[3], expect={"orders": [
            {"id": life[3]["data"]["orderId"], "phase": "ended cancelledByOwner", "filled": "0"}]}),
        frame(life[4], expect={"orders": [
            {"id": life[4]["data"]["orderId"], "phase": "ended selfTradePrevention", "filled": "0"}]})])
    yield scenario("account.fill", "valr.md J; ws-new-account-trade", "account", markets, [
        *start, frame(sample("ws-new-account-trade"), expect={"fills": [
            {"id": "019a29aa-0ce3-75db-bfc2-dd543aa745db", "order": "019a29aa-0cd9-75d6-813c-994bab34c642",
             "price": "114953", "quantity": "0.0001", "quote": "11.4953", "fee": ["0.0000001", "BTC"],
             "side": "buy"}]})])
    yield scenario("account.balance", "valr.md J, K.15; ws-balance-update: the rand is R here", "account", markets, [
        *start, frame(sample("ws-balance-update"), expect={"balances": [
            {"asset": "ZAR", "total": "1032.05", "available": "1022.05", "held": "10"}]})])
    open_orders = sample("ws-open-orders-update")
    yield scenario("account.open", "valr.md J; ws-open-orders-update: what remains is called quantity", "account",
                   markets, [*start, frame(open_orders, expect={"orders": [
                       {"id": open_orders["data"][0]["orderId"], "phase": "working", "filled": "0",
                        "clientID": "MyLimit123"},
                       {"id": open_orders["data"][1]["orderId"], "phase": "working", "filled": "0.06",
                        "amount": "0.1"}]})])
    yield {"id": "others.account", "source": "valr.md J", "session": "account", "markets": markets,
           "others": ['{"type":"TOMORROW","data":{"x":1}}']}


def scenarios():
    return [*market_scenarios(), *account_scenarios()]
