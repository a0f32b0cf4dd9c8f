// One approval is one order: it cannot be copied, so it cannot be spent again.
// expect-error: 'approval' consumed more than once

import Trading

func spendTwice(_ approval: consuming Approval, give: (consuming Approval) -> Void) {
    give(approval)
    give(approval)
}
