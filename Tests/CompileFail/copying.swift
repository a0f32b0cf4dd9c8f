// Who only looks at an approval cannot keep one.
// expect-error: 'approval' is borrowed and cannot be consumed

import Trading

func keep(_ approval: borrowing Approval) -> Approval {
    approval
}
