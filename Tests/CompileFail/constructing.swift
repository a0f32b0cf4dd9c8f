// Only the gate makes an approval: outside of its module there is no initialiser to call.
// expect-error: 'Approval' initializer is inaccessible due to

import Trading

func forge() {
    _ = Approval.init
}
