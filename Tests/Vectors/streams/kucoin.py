"""KuCoin: books from a snapshot and numbered changes (kucoin.md I.5), events of the account (kucoin.md J)."""

from scenarios import Sample, control, follow, frame, market, scenario

ETH = market("ETH/USDT", "ETH-USDT", "0.01", "0.0000001")
BTC = market("BTC/USDT", "BTC-USDT", "0.1", "0.00000001")
KCS = market("KCS/USDT", "KCS-USDT", "0.001", "0.0001")


def sample(name):
    return Sample.read("kucoin", name)


WELCOME = sample("ws-welcome")


def ack(topic, **more):
    return control('{"id":"{id}","type":"ack"}', answers=topic, **more)


def refusal(name, topic, **more):
    text = frame(dict(sample(name), id="{id}"))["frame"]
    return control(text, answers=topic, **more)


def snapshot(number, bids, asks, **more):
    return {"snapshot": {"slot": 0, "sequence": str(number), "bids": bids, "asks": asks}, **more}


def change(first, last, bids=(), asks=(), symbol="ETH-USDT"):
    rows = {"asks": [list(row) for row in asks], "bids": [list(row) for row in bids]}
    return {"topic": "/market/level2:" + symbol, "type": "message", "subject": "trade.l2update",
            "data": {"changes": rows, "sequenceEnd": last, "sequenceStart": first, "symbol": symbol,
                     "time": 1763800300600}}


def book_scenarios():
    script = sample("scenario-order-book-sync")
    follows = [follow(0, "book", "ETH/USDT", depth=20)]
    messages = [one["message"] for one in script["messages"]]
    data = script["snapshot"]["data"]
    first = snapshot(data["sequence"], data["bids"], data["asks"])
    last = script["expectedBook"]
    right = {"books": [{"slot": 0, "isLive": True, "isVerified": True, "sequence": str(last["sequence"]),
                        "bids": last["bids"], "asks": last["asks"]}]}
    start = [control(WELCOME), ack("/market/level2", expect={"books": [{"slot": 0, "isLive": False}]})]
    steps = [*start, frame(messages[0], "book"), frame(messages[1], "book"), first, frame(messages[2], "book"),
             frame(messages[3], "book", expect=right)]
    yield scenario("book.sync", "kucoin.md I.5; scenario-order-book-sync", "market", [ETH], steps, follows=follows)
    yield scenario("book.late", "kucoin.md I.5; the same, all changes before the snapshot", "market", [ETH],
                   [*start, *[frame(one, "book") for one in messages], dict(first, expect=right)], follows=follows)
    found = {"books": [{"slot": 0, "isLive": True, "sequence": "111", "bids": [["2999", "1"]],
                        "asks": [["3001", "1"]]}], "markers": ["resynced"]}
    yield scenario("book.gap", "kucoin.md I.5; scenario-order-book-sync gap, and a new snapshot", "market", [ETH], [
        *steps,
        frame(script["gap"]["message"], "book",
              expect={"books": [{"slot": 0, "isLive": False}], "markers": ["gap sequence"]}),
        snapshot(110, [["2999", "1"]], [["3001", "1"]], after=20_000, expect=found),
    ], follows=follows, isScripted=True)
    yield scenario("book.crossed", "composed: a bid on the best ask", "market", [ETH], [
        *steps, frame(change(109, 109, bids=[("3000.20", "1", "109")]), "book",
                      expect={"books": [{"slot": 0, "isLive": False}]})], follows=follows, isScripted=True)
    yield scenario("book.batch", "kucoin.md I.5; ws-level2-batch, rows that lack a number of its range", "market",
                   [BTC], [
                       control(WELCOME), ack("/market/level2"), frame(sample("ws-level2-batch"), "book"),
                       snapshot(14103844, [["18890", "1"]], [["18907.3", "0.58751503"]], expect={"books": [
                           {"slot": 0, "isLive": True, "sequence": "14103847",
                            "bids": [["18891.9", "0.15688"], ["18890", "1"]],
                            "asks": [["18906", "0.00331"], ["18907.3", "0.58751503"]]}]}),
                   ], follows=[follow(0, "book", "BTC/USDT", depth=20)])
    yield scenario("refused.topic", "kucoin.md I.3; ws-error-topic-not-found", "market", [ETH], [
        control(WELCOME), refusal("ws-error-topic-not-found", "/market/level2", expect={
            "refused": [{"slot": 0, "kind": "unknownSymbol"}], "notLive": [0]}),
    ], follows=follows, isScripted=True)
    for name, source in (("ws-error-token-expired", "401"), ("ws-error-too-many-sessions", "509")):
        yield scenario("refused." + source, "kucoin.md I.3; " + name, "market", [ETH], [
            control(sample(name), expect={"ending": "reconnect", "notLive": [0]})], follows=follows, isScripted=True)


def market_scenarios():
    yield from book_scenarios()
    candle = sample("ws-candle")
    later = dict(candle, data=dict(candle["data"], candles=["1729843200"] + candle["data"]["candles"][1:]))

    def row(start, is_closed):
        return {"slot": 2, "milliseconds": start, "open": "67644.9", "high": "67724.8", "low": "67243.8",
                "close": "67437.6", "baseVolume": "44.88321441", "quoteVolume": "3027558.991928447",
                "isClosed": is_closed}

    yield scenario("data.samples", "kucoin.md I.4; ws-trade, ws-ticker, ws-candle", "market", [BTC], [
        control(WELCOME), ack("/market/match"), ack("/market/ticker"),
        ack("/market/candles", expect={"live": [0, 1, 2]}),
        frame(sample("ws-trade"), expect={"trades": [
            {"slot": 0, "id": "11067996711960577", "price": "67523", "quantity": "0.003", "side": "buy",
             "milliseconds": 1729843222921}]}),
        frame(sample("ws-ticker"), expect={"tickers": [
            {"slot": 1, "bid": ["67218.6", "0.01045638"], "ask": ["67218.7", "1.92318539"], "last": "67220"}]}),
        frame(candle, expect={"candles": [row(1729839600000, False)]}),
        frame(later, expect={"candles": [row(1729839600000, True), row(1729843200000, False)]}),
    ], follows=[follow(0, "trades", "BTC/USDT"), follow(1, "ticker", "BTC/USDT"),
                follow(2, "candles", "BTC/USDT", interval="1h")])
    names = ("ws-ticker-all", "ws-snapshot", "ws-level1", "ws-level2-depth5", "ws-pong")
    yield {"id": "others.market", "source": "kucoin.md I.4", "session": "market", "markets": [ETH],
           "others": [frame(sample(name))["frame"] for name in names]
           + ['{"topic":"/market/tomorrow:ETH-USDT","type":"message","subject":"tomorrow","data":{"x":1}}',
              '{"id":"77","type":"tomorrow"}'],
           "heartbeats": [frame(sample("ws-pong"))["frame"]]}


def account_scenarios():
    markets = [BTC, KCS]
    start = [control(WELCOME), ack("/spotMarket/tradeOrdersV2"), ack("/account/balance"),
             ack("/spotMarket/advancedOrders", expect={"account": {"isLive": True}})]
    limit = "6720ecd9ec71f4000747731a"

    def view(phase, filled, **more):
        return {"id": limit, "phase": phase, "filled": filled, "amount": "0.00001", "price": "50000", "side": "buy",
                "clientID": "5c52e11203aa677f33e493fb", **more}

    opened = frame(sample("ws-order-open"), expect={"orders": [view("working", "0")], "fills": []})
    matched = frame(sample("ws-order-match-maker"), expect={
        "orders": [view("working", "0.000004", filledQuote="0.2")], "reads": ["fills BTC/USDT"], "fills": []})
    yield scenario("account.filled", "kucoin.md J.2; ws-order-open, -match-maker, -filled", "account", markets, [
        *start, opened, matched,
        frame(sample("ws-order-filled"), expect={"orders": [view("ended filled", "0.00001")]})])
    yield scenario("account.canceled", "kucoin.md J.2; ws-order-canceled: who cancelled is not told", "account",
                   markets, [
                       *start, opened, matched,
                       frame(sample("ws-order-canceled"), expect={
                           "orders": [view("ended *", "0.000004")], "fills": []})])
    yield scenario("account.others", "kucoin.md J.2; ws-order-received, -match-taker, -update", "account", markets, [
        *start,
        frame(sample("ws-order-received"), expect={"orders": [
            {"id": "6720da3fa30a360007f5f832", "phase": "accepted", "filled": "0", "amount": "0.00001"}]}),
        frame(sample("ws-order-match-taker"), expect={"orders": [
            {"id": "5efab07953bdea00089965fa", "phase": "working", "filled": "0.1"}], "reads": ["fills KCS/USDT"]}),
        frame(sample("ws-order-update"), expect={"orders": [
            {"id": "5efab13f53bdea00089971df", "phase": "working", "filled": "0", "amount": "0.06"}]}),
    ])
    funds = sample("scenario-market-buy-by-funds")
    ends = [("accepted", "0"), ("working", funds["expected"]["filledQuantity"]),
            ("ended filled", funds["expected"]["filledQuantity"])]
    steps = [frame(one, expect={"orders": [{"id": "67120bbef094e200070976f8", "phase": phase, "filled": filled}]})
             for one, (phase, filled) in zip(funds["messages"], ends)]
    steps[2]["expect"]["orders"][0]["filledQuote"] = funds["expected"]["filledQuote"]
    yield scenario("account.funds", "kucoin.md K1, K2; scenario-market-buy-by-funds", "account", markets,
                   [*start, *steps])

    def held(amount, total):
        return {"asset": "USDT", "total": total, "available": "20.132773386762", "held": amount}

    yield scenario("account.balances", "kucoin.md J.3; ws-balance-hold, -settled", "account", markets, [
        *start,
        frame(sample("ws-balance-hold"), expect={"balances": [held("1.001", "21.133773386762")]}),
        frame(sample("ws-balance-settled"), expect={"balances": [held("0.5005", "20.633273386762")]})])
    yield scenario("account.stops", "kucoin.md J.3; ws-stop-order-open, -triggered", "account", markets, [
        *start,
        frame(sample("ws-stop-order-open"), expect={"reads": ["order vs93gpupfa48anof003u85mb"]}),
        frame(sample("ws-stop-order-triggered"), expect={"reads": ["order 5ec244f6a8a75e0009958237"]})])
    yield scenario("account.expired", "kucoin.md I.3; ws-error-token-expired", "account", markets, [
        control(sample("ws-error-token-expired"), expect={"ending": "reconnect"})], isScripted=True)
    yield {"id": "others.account", "source": "kucoin.md J", "session": "account", "markets": markets,
           "others": [frame(sample("ws-trade-fill-undocumented"))["frame"], frame(sample("ws-pong"))["frame"],
                      '{"topic":"/account/tomorrow","type":"message","subject":"tomorrow","data":{"x":1}}']}


def scenarios():
    return [*market_scenarios(), *account_scenarios()]
