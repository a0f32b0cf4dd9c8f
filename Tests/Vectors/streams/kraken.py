"""Kraken: books proven by a checksum (kraken.md I.3, I.4), numbered frames of the account (kraken.md J)."""

import zlib

from scenarios import Book, Sample, control, follow, frame, market, scenario

BTC = market("BTC/USD", "XBTUSD", "0.1", "0.00000001")
MATIC = market("MATIC/USD", "MATICUSD", "0.0001", "0.00000001")
SHORT = market("XRP/USD", "XRPUSD", "0.00001", "0.00000001")
USDC = market("USDC/USD", "USDCUSD", "0.0001", "0.00000001")
REQUEST = "req_id"


def sample(name):
    return Sample.read("kraken", name)


def ack(channel, symbol="BTC/USD", method="subscribe", **more):
    text = (
        f'{{"method":"{method}","result":{{"channel":"{channel}","snapshot":true,"symbol":"{symbol}"}},"success":true,'
        '"time_in":"2023-09-25T09:04:31.742599Z","time_out":"2023-09-25T09:04:31.742648Z","req_id":{id}}')
    asks = f'"channel":"{channel}"' if method == "subscribe" else '"unsubscribe"'
    return control(text, answers=asks, idMember=REQUEST, **more)


def checksum(book, price_decimals=1, quantity_decimals=8):
    """CRC-32 of the digits of ten levels a side, asks first (kraken.md I.4)."""
    text = ""
    for side in ("asks", "bids"):
        for price, quantity in book.levels(side)[:10]:
            for number, decimals in ((price, price_decimals), (quantity, quantity_decimals)):
                whole, _, fraction = number.partition(".")
                text += (whole + fraction.ljust(decimals, "0")).lstrip("0")
    return zlib.crc32(text.encode())


def take(book, message):
    data = message["data"][0]
    for side in ("bids", "asks"):
        for row in data[side]:
            book.set(side, row["price"], row["qty"])
    book.cut(10)
    if checksum(book) != data["checksum"]:
        raise SystemExit("kraken: the sample's checksum is not that of its levels")


def books():
    """The recorded messages, each with the book that it leads to."""
    book = Book()
    steps = []
    for position, name in enumerate(("ws-book-snapshot", "ws-book-update-1", "ws-book-update-2")):
        message = sample(name)
        take(book, message)
        steps.append(frame(message, "book" if position else "start",
                           expect={"books": [book.expected(isVerified=True)]}))
    return book, steps


def vector_frame(rows, symbol, told, kind="snapshot"):
    def side(name):
        return ",".join(f'{{"price":{price},"qty":{quantity}}}' for price, quantity in rows[name])

    return (f'{{"channel":"book","type":"{kind}","data":[{{"symbol":"{symbol}","bids":[{side("bids")}],'
            f'"asks":[{side("asks")}],"checksum":{told},"timestamp":"2023-07-30T15:29:58.343415Z"}}]}}')


def vectors():
    """The sheet's vectors: C1 to C2 by the named update, C3 to C6 are the recording, C7 a short book."""
    rows = sample("vectors-book-checksum")["vectors"]

    def expected(vector):
        book = Book()
        for side in ("bids", "asks"):
            for price, quantity in vector[side]:
                book.set(side, price, quantity)
        return {"books": [book.expected(isVerified=True)]}

    update = {"bids": [["0.5657", "1098.3947558"]], "asks": []}
    yield scenario("book.vectors", "kraken.md I.4; vectors-book-checksum C1, C2", "market", [MATIC], [
        ack("book", "MATIC/USD"),
        frame(vector_frame(rows[0], "MATIC/USD", rows[0]["crc32"]), "start", expect=expected(rows[0])),
        frame(vector_frame(update, "MATIC/USD", rows[1]["crc32"], "update"), "book", expect=expected(rows[1])),
    ], follows=[follow(0, "book", "MATIC/USD", depth=10)], checksum="checksum")
    yield scenario("book.short", "kraken.md I.4; vectors-book-checksum C7", "market", [SHORT], [
        ack("book", "XRP/USD"),
        frame(vector_frame(rows[6], "XRP/USD", rows[6]["crc32"]), "start", expect=expected(rows[6])),
    ], follows=[follow(0, "book", "XRP/USD", depth=10)], checksum="checksum")


def market_scenarios():
    follows = [follow(0, "book", "BTC/USD", depth=10)]
    status = control(sample("ws-status"))
    book, steps = books()
    start = [status, ack("book", expect={"notLive": [0]})]
    yield scenario("book.recorded", "kraken.md I.3; ws-book-snapshot, ws-book-update-1, -2", "market", [BTC],
                   start + steps, follows=follows, checksum="checksum")
    yield from vectors()
    # Without the first update the second one's checksum fails; the way back is that of kraken.md I.4, "Recovery".
    instruments = sample("ws-instrument")
    yield scenario("book.gap", "kraken.md I.4; the recording without its first update", "market", [BTC], [
        *start, steps[0],
        frame(sample("ws-book-update-2"), "book",
              expect={"books": [{"slot": 0, "isLive": False}], "markers": ["gap checksum"]}),
        ack("book", method="unsubscribe"), ack("instrument"), control(instruments), ack("book"),
        dict(steps[0], expect=dict(steps[0]["expect"], markers=["resynced"])),
    ], follows=follows, isScripted=True)
    book.set("bids", "29430.3", "1")
    crossing = vector_frame({"bids": [["29430.3", "1"]], "asks": []}, "BTC/USD", checksum(book), "update")
    yield scenario("book.crossed", "composed: a bid on the best ask, under the right checksum", "market", [BTC], [
        *start, *steps, frame(crossing, "book", expect={"books": [{"slot": 0, "isLive": False}]})],
        follows=follows, isScripted=True)
    yield scenario("data.samples", "kraken.md I.5; ws-trade, ws-ticker, ws-ohlc", "market", [BTC, MATIC], [
        status, ack("trade"), ack("ticker"), ack("ohlc", "MATIC/USD", expect={"live": [0, 1, 2]}),
        frame(sample("ws-trade"), expect={"trades": [
            {"slot": 0, "id": "83449369", "price": "109601.2", "quantity": "0.04561994", "side": "buy",
             "milliseconds": 1748345043847}]}),
        frame(sample("ws-ticker"), expect={"tickers": [
            {"slot": 1, "bid": ["108359.8", "0.01362603"], "ask": ["108359.9", "17.17988863"], "last": "108359.8",
             "high": "111300", "low": "106824", "baseVolume": "2158.32346723"}]}),
        frame(sample("ws-ohlc"), expect={"candles": [
            {"slot": 2, "milliseconds": 1696436700000, "open": "0.5624", "high": "0.5628", "low": "0.5622",
             "close": "0.5627", "baseVolume": "30927.68066226"}]}),
    ], follows=[follow(0, "trades", "BTC/USD"), follow(1, "ticker", "BTC/USD"),
                follow(2, "candles", "MATIC/USD", interval="5m")])
    refusal = frame(dict(sample("ws-subscribe-error"), req_id=0))["frame"].replace('"req_id":0', '"req_id":{id}')
    refusal = refusal.replace("XBT/USD", "BTC/USD")
    yield scenario("refused.symbol", "kraken.md I.2; ws-subscribe-error", "market", [BTC], [
        status, control(refusal, answers='"book"', idMember=REQUEST,
                        expect={"refused": [{"slot": 0, "kind": "unknownSymbol"}], "notLive": [0]}),
    ], follows=follows, isScripted=True)
    yield {"id": "others.market", "source": "kraken.md I", "session": "market", "markets": [BTC],
           "others": [frame(sample("ws-heartbeat"))["frame"], frame(sample("ws-status"))["frame"],
                      frame(sample("ws-pong"))["frame"], '{"channel":"tomorrow","type":"update","data":[{"x":1}]}'],
           "heartbeats": [frame(sample("ws-heartbeat"))["frame"]]}


def numbered(name, number):
    """A captured frame under the next number of its channel (kraken.md J.2)."""
    return dict(sample(name), sequence=number)


def account_scenarios():
    markets = [BTC, USDC]
    start = [
        control(sample("ws-status")), ack("executions"), ack("balances", expect={"account": {"isLive": True}})]
    fill = {"id": "T5DIUI-5N4KO-Z5BPXK", "order": "O6NTZC-K6FRH-ATWBCK", "price": "1.0002", "quantity": "15.44",
            "quote": "15.443088", "fee": ["0.3458", "USD"], "liquidity": "taker", "side": "sell"}
    known = "OK4GJX-KSTLS-7DZZO5"
    canceled = numbered("ws-executions-canceled", 5)
    ours = dict(canceled, sequence=6, data=[dict(canceled["data"][0], order_id=known)])
    yield scenario("account.orders", "kraken.md J.2; ws-executions-*", "account", markets, [
        *start,
        frame(numbered("ws-executions-snapshot", 1), expect={"orders": [
            {"id": known, "phase": "working", "filled": "0", "amount": "0.005", "price": "26500", "side": "sell"}],
            "fills": []}),
        frame(numbered("ws-executions-pending-new", 2)),
        frame(numbered("ws-executions-trade", 3), expect={
            "fills": [fill], "reads": ["order O6NTZC-K6FRH-ATWBCK"]}),
        frame(numbered("ws-executions-filled", 4), expect={"fills": [], "reads": ["order O6NTZC-K6FRH-ATWBCK"]}),
        frame(canceled, expect={"fills": [], "reads": ["order OGAB7Y-BKX5F-PTK5RW"]}),
        frame(ours, expect={"orders": [{"id": known, "phase": "ended cancelledByOwner", "filled": "0"}]}),
    ])
    yield scenario("account.balances", "kraken.md J.3; ws-balances-*: no holds are told, so they are read", "account",
                   markets, [*start, frame(sample("ws-balances-snapshot")),
                             frame(sample("ws-balances-update"), expect={"reads": ["balances"]})])
    yield scenario("account.gap", "kraken.md J.2: frames are numbered from one", "account", markets, [
        *start, frame(numbered("ws-executions-snapshot", 1)),
        frame(numbered("ws-executions-trade", 3), expect={"markers": ["gap sequence"], "ending": "reconnect"}),
    ], isScripted=True)
    yield {"id": "others.account", "source": "kraken.md J", "session": "account", "markets": markets,
           "others": [frame(sample("ws-heartbeat"))["frame"], frame(sample("ws-status"))["frame"],
                      frame(sample("ws-pong"))["frame"], '{"channel":"tomorrow","type":"update","data":[{"x":1}]}']}


def scenarios():
    return [*market_scenarios(), *account_scenarios()]
