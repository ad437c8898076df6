"""Papers of visits, invitations, events, gifts and agreements (D1–D12)."""
