"""Luno: order-by-order books with one number a frame (luno.md I), words and sums about orders (luno.md J)."""

from scenarios import Sample, control, follow, frame, market, scenario

ETH = market("ETH/USDT", "ETHUSDT", "0.01", "0.000001")
MYR = market("ETH/MYR", "ETHMYR", "0.01", "0.000001")


def sample(name):
    return Sample.read("luno", name)


def all_slots():
    return [follow(0, "book", "ETH/USDT", depth=20), follow(1, "trades", "ETH/USDT"), follow(2, "ticker", "ETH/USDT")]


def trade(id, price, quantity, side):
    return {"slot": 1, "id": id, "price": price, "quantity": quantity, "side": side}


def replay_steps():
    """The sheet's replay. A trade's price is its maker's, its taker is on the other side (luno.md I.4)."""
    script = sample("ws-market-replay")
    points = script["expected"]["checkpoints"]
    trades = {
        "74538170": [trade("881200", "2765", "1", "buy")],
        "74538171": [
            trade("881201", "2765", "2.925038", "buy"),
            trade("881202", "2766", "0.3", "buy"),
            trade("881203", "2766", "0.2", "buy"),
        ],
    }
    steps = []
    for position, one in enumerate(script["frames"]):
        if one == "":
            steps.append(control('""'))
            continue
        step = frame(one, "start" if position == 0 else "book")
        expected = {}
        point = points.get(one["sequence"])
        if point:
            book = {"slot": 0, "isLive": True, "isVerified": True, "sequence": one["sequence"]}
            if "bestBid" in point:
                book["bestBid"] = point["bestBid"]
            if "bestAsk" in point:
                book["bestAsk"] = point["bestAsk"]
            expected["books"] = [book]
        if position == 0:
            expected["live"] = [0, 1, 2]
        expected["trades"] = trades.get(one["sequence"], [])
        step["expect"] = expected
        steps.append(step)
    last = script["expected"]
    steps[-1]["expect"]["books"] = [
        {"slot": 0, "isLive": True, "isVerified": True, "sequence": str(last["sequence"]), "bids": last["bids"],
         "asks": last["asks"]}
    ]
    return steps, script


def market_scenarios():
    steps, script = replay_steps()
    path = "/api/1/stream/ETHUSDT"
    lost = {"books": [{"slot": 0, "isLive": False}], "markers": ["gap sequence"], "ending": "reconnect"}
    snapshot = sample("ws-market-snapshot")
    crossing = {
        "sequence": "74538168", "trade_updates": [],
        "create_update": {"order_id": "BXCROSSING00001", "type": "BID", "price": "2765.00", "volume": "0.10"},
        "delete_update": None, "status_update": None, "timestamp": 1790127201650,
    }
    yield scenario("book.replay", "luno.md I.2, I.3; ws-market-replay", "market", [ETH], steps, path=path,
                   follows=all_slots())
    yield scenario("book.gap", "luno.md I.3; ws-market-replay gapFrame", "market", [ETH],
                   steps + [frame(script["gapFrame"], "book", expect=lost)], path=path, follows=all_slots(),
                   isScripted=True)
    yield scenario("book.stale", "luno.md I.3; ws-market-replay staleFrame", "market", [ETH],
                   steps + [frame(script["staleFrame"], "book", expect=steps[-1]["expect"])], path=path,
                   follows=all_slots(), isScripted=True)
    yield scenario("book.empty", "luno.md I.2; ws-market-snapshot-empty", "market", [ETH], [
        frame(sample("ws-market-snapshot-empty"), "start",
              expect={"books": [{"slot": 0, "isLive": True, "bids": [], "asks": []}], "live": [0]})
    ], path=path, follows=all_slots())
    yield scenario("book.crossed", "composed: a bid at the best ask", "market", [ETH], [
        frame(snapshot, "start", expect={"live": [0]}),
        frame(crossing, "book", expect={"books": [{"slot": 0, "isLive": False}]}),
    ], path=path, follows=all_slots(), isScripted=True)
    yield scenario("book.unknownMaker", "luno.md I.2: a trade of an order that is not there", "market", [ETH], [
        frame(snapshot, "start", expect={"live": [0]}),
        frame(dict(sample("ws-market-trade"), sequence="74538168"), "book",
              expect={"books": [{"slot": 0, "isLive": False}], "trades": [], "ending": "reconnect"}),
    ], path=path, follows=all_slots(), isScripted=True)
    yield scenario("refused.market", "luno.md I.6; ws-error-invalid-market", "market", [ETH], [
        control(sample("ws-error-invalid-market"),
                expect={"ending": "fail unknownSymbol", "notLive": [0, 1, 2]})
    ], path=path, follows=all_slots(), isScripted=True)
    yield scenario("refused.key", "luno.md I.6; ws-error-invalid-credentials", "market", [ETH], [
        control(sample("ws-error-invalid-credentials"), expect={"ending": "fail authentication"})
    ], path=path, follows=all_slots(), isScripted=True)
    yield scenario("refused.late", "luno.md I.6; ws-error-auth-timeout", "market", [ETH], [
        control(sample("ws-error-auth-timeout"), expect={"ending": "reconnect"})
    ], path=path, follows=all_slots(), isScripted=True)
    yield {"id": "others.market", "source": "luno.md I.3", "session": "market", "markets": [ETH], "path": path,
           "others": ['""', '{"tomorrow":{"sequence":"9"}}'], "heartbeats": ['""']}


def account_scenarios():
    live = {"isLive": True}
    yield scenario("account.events", "luno.md J; ws-user-*", "account", [MYR], [
        control('""', expect={"account": live}),
        frame(sample("ws-user-order-status"), expect={"reads": ["order BXBWD2YQMEEBBXS"]}),
        frame(sample("ws-user-order-fill"), expect={"reads": ["order BXKBUG8DUMVYCS", "fills ETH/MYR"], "fills": []}),
        frame(sample("ws-user-balance-update"), expect={"reads": ["balances"]}),
    ], path="/api/1/userstream")
    fill = sample("ws-user-order-fill")
    id = fill["order_fill_update"]["order_id"]
    word = sample("ws-user-order-status")
    complete = {**word, "order_status_update": {**word["order_status_update"], "order_id": id, "status": "COMPLETE"}}
    rest = {**fill, "order_fill_update": {
        **fill["order_fill_update"], "base_fill": "0.00200000", "counter_fill": "23.9340000000000000"}}

    def view(phase, filled, quote):
        return {"id": id, "phase": phase, "filled": filled, "filledQuote": quote, "amount": "0.002", "side": "buy"}

    # Sums, never increments; COMPLETE says filled only where the sums do (luno.md J.1, K24).
    yield scenario("account.learnt", "luno.md J.1, J.2, K24; ws-user-order-fill of an order that is known", "account",
                   [MYR], [
        control('""'),
        frame(fill, learn={"id": id, "symbol": "ETH/MYR", "side": "buy", "amount": "0.002", "price": "11967",
                           "filled": "0", "filledQuote": "0"},
              expect={"orders": [view("working", "0.001", "11.967")], "reads": ["fills ETH/MYR"], "fills": []}),
        frame(complete, expect={"reads": ["order " + id]}),
        frame(rest, expect={"orders": [view("working", "0.002", "23.934")], "reads": ["fills ETH/MYR"]}),
        frame(complete, expect={"orders": [view("ended filled", "0.002", "23.934")]}),
    ], path="/api/1/userstream")
    yield scenario("account.silence", "luno.md J: an accepted connection is silent", "account", [MYR], [
        {"after": 10_000, "expect": {"account": live}},
    ], path="/api/1/userstream", isScripted=True)
    yield scenario("account.refused", "luno.md J; ws-error-invalid-credentials", "account", [MYR], [
        control(sample("ws-error-invalid-credentials"),
                expect={"ending": "fail authentication", "account": {"isLive": False}}),
    ], path="/api/1/userstream", isScripted=True)
    yield {"id": "others.account", "source": "luno.md J", "session": "account", "markets": [MYR],
           "path": "/api/1/userstream",
           "others": ['{}', '{"type":"margin","timestamp":1795305600012,"margin_update":{"x":1}}']}


def scenarios():
    """Empty lists and parts that say nothing are null or not there (luno.md K3)."""
    return [{**one, "omitsEmpty": True} for one in (*market_scenarios(), *account_scenarios())]
