# Price, duration and convexity of a coupon bond (homework 3, question 2)
face = 1000
coupon_rate = 0.045
yield_rate = 0.052
years = 7
freq = 2


def cash_flows(face, rate, years, freq):
    n = years * freq
    for k in range(1, n + 1):
        amount = face * rate / freq
        if k == n:
            amount += face
        yield k / freq, amount


def pv(amount, t, y, freq):
    return amount / (1 + y / freq) ** (freq * t)


price = sum(pv(c, t, yield_rate, freq) for t, c in cash_flows(face, coupon_rate, years, freq))
macaulay = sum(t * pv(c, t, yield_rate, freq) for t, c in cash_flows(face, coupon_rate, years, freq)) / price
modified = macaulay / (1 + yield_rate / freq)

print("Price:             %10.4f" % price)
print("Macaulay duration: %10.4f" % macaulay)
print("Modified duration: %10.4f" % modified)

# the derivative of price with respect to yield_rate should be -modified * price
price
