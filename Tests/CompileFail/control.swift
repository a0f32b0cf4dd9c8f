// The control: asking the gate, and handing its approval to the desk once, is what everybody may do.
// expect-success

import Trading

func ask(_ approval: consuming Approval, give: (consuming Approval) -> Void) {
    give(approval)
}
