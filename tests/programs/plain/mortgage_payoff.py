# Mortgage with extra payments: total interest paid. plain python, dict as state

principal = 180000.0
annual_rate = 0.039
monthly_payment = 1100.0
extra = 150.0          # paid every month after the first year


def make_loan():
    return {'balance': principal, 'month': 0, 'interest': 0.0, 'log': []}


def pay(loan, payment):
    rate = annual_rate / 12
    interest = loan['balance'] * rate
    if interest >= payment:
        raise ValueError('the payment does not even cover the interest')
    loan['interest'] += interest
    loan['month'] += 1
    due = loan['balance'] + interest
    loan['balance'] = due - min(payment, due)
    if loan['month'] % 60 == 0:
        loan['log'].append((loan['month'], loan['balance']))


loan = make_loan()
while loan['balance'] > 0:
    pay(loan, monthly_payment + (extra if loan['month'] >= 12 else 0))
    if loan['month'] > 600:
        print('giving up')
        break

print('{:>6} {:>12}'.format('month', 'balance'))
for month, balance in loan['log']:
    print('{:>6d} {:>12,.2f}'.format(month, balance))
print('paid off after %d months' % loan['month'])

total_interest = loan['interest']
